// Conversations of both forms: who says what, what can be edited, and what stays byte for byte.

import PithPrompt
import Testing

private func parsed(_ text: String, as format: PromptFormat = .auto) throws -> Prompt { try Prompt(parsing: Array(text.utf8), as: format) }

private func texts(_ prompt: Prompt) -> [String] {
    prompt.views.dropFirst().map { "\($0.role)@\($0.message.map(String.init) ?? "-"): \(String(decoding: $0.bytes, as: UTF8.self))" }
}

private func kept(_ prompt: Prompt, _ kind: SegmentKind) -> [String] {
    prompt.segments.filter { $0.kind == kind }.map { String(decoding: prompt.text(of: $0), as: UTF8.self) }
}

@Test("OpenAI messages: roles, part lists, tool calls, results and null content")
func openAIMessages() throws {
    let prompt = try parsed(
        #"""
        [{"role":"developer","content":"Be brief."},
         {"role":"user","content":[{"type":"text","text":"What is\nthis?"},{"type":"image_url","image_url":{ "url": "data:…" }}]},
         {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{ \"a\": 1 }"}}]},
         {"role":"tool","tool_call_id":"c1","content":"{\"ok\": true}","x_cost": { "usd" : 1.50 }},
         {"content":"Done.","role":"assistant"}]
        """#)
    #expect(
        texts(prompt) == [
            "developer@0: Be brief.", "user@1: What is\nthis?", "tool@3: {\"ok\": true}", "assistant@4: Done.",
        ])
    #expect(prompt.messages.map(\.role) == [.developer, .user, .assistant, .tool, .assistant])
    #expect(prompt.messages.map(\.toolCallIDs) == [[], [], ["c1"], ["c1"], []])
    #expect(prompt.messages.map(\.views) == [1..<2, 2..<3, 3..<3, 3..<4, 4..<5])
    #expect(prompt.newestUserMessage == 1)
    #expect(kept(prompt, .opaque) == [#"{"type":"image_url","image_url":{ "url": "data:…" }}"#])
    let frame = kept(prompt, .envelope).joined(separator: "⏎")
    #expect(frame.contains(#""arguments":"{ \"a\": 1 }""#) && frame.contains(#"{ "usd" : 1.50 }"#))
    #expect(kept(prompt, .padding) == ["\n ", "\n ", "\n ", " ", "\n "])
    for message in prompt.messages {
        #expect(prompt.bytes[message.rawRange.lowerBound] == 0x7B && prompt.bytes[message.rawRange.upperBound - 1] == 0x7D)
    }
}

@Test("Anthropic messages: system, blocks, tool use and results, thinking, cache marks")
func anthropicMessages() throws {
    let prompt = try parsed(
        #"""
        {"model": "m", "messages": [
          {"role": "user", "content": [{"type": "text", "text": "Go.", "cache_control": {"type": "ephemeral"}}]},
          {"role": "assistant", "content": [{"type": "thinking", "thinking": "so", "signature": "Eq=="}, {"type": "text", "text": "I look."},
                                            {"type": "tool_use", "id": "t1", "name": "f", "input": {"path": "a b"}}]},
          {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t1", "content": [{"type": "text", "text": "found"},
                                            {"type": "image", "source": {"data":  "A"}}]},
                                       {"type": "tool_result", "tool_use_id": "t2", "content": "plain", "is_error": true}]}],
         "system": [{"type": "text", "text": "You are kind."}], "metadata": {"user":  1}}
        """#)
    #expect(
        texts(prompt) == ["user@1: Go.", "assistant@2: I look.", "tool@3: found", "tool@3: plain", "system@0: You are kind."])
    #expect(prompt.messages.map(\.role) == [.system, .user, .assistant, .user])
    #expect(prompt.messages.map(\.toolCallIDs) == [[], [], ["t1"], ["t1", "t2"]])
    #expect(prompt.newestUserMessage == 1, "a message of tool results alone is no turn of the user's")
    #expect(prompt.messages[0].views == 5..<6)
    #expect(
        kept(prompt, .opaque) == [
            #"{"type": "thinking", "thinking": "so", "signature": "Eq=="}"#, #"{"type": "image", "source": {"data":  "A"}}"#,
        ])
    #expect(kept(prompt, .envelope).contains { $0.contains(#"{"user":  1}"#) }, "an unknown field keeps its inner spaces")
}

@Test("OpenAI's Responses: instructions, messages, calls, results, reasoning and what is not known")
func responsesItems() throws {
    let prompt = try parsed(
        #"""
        {"model": "m", "input": [
          {"role": "user", "content": "Go."},
          {"type": "reasoning", "id": "r1", "summary": [{"type": "summary_text", "text": "so"}], "encrypted_content": "gA=="},
          {"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{ \"a\": 1 }"},
          {"type": "function_call_output", "call_id": "c1", "output": "found"},
          {"type": "function_call_output", "call_id": "c2", "output": [{"type": "input_text", "text": "twice"}]},
          {"type": "local_shell_call_output", "call_id": "c3", "output": "{ }"},
          {"type": "message", "role": "assistant", "id": "m1", "content": [{"type": "output_text", "text": "Done.", "annotations": []},
            {"type": "output_text", "text": "See it.", "annotations": [{"type": "url_citation", "start_index": 0, "end_index": 3}]}]}],
         "instructions": "Be kind.", "text": {"format":  1}}
        """#)
    #expect(texts(prompt) == ["user@1: Go.", "tool@4: found", "tool@5: twice", "assistant@7: Done.", "system@0: Be kind."])
    #expect(prompt.messages.map(\.role) == [.system, .user, .assistant, .assistant, .tool, .tool, .tool, .assistant])
    #expect(prompt.messages.map(\.toolCallIDs) == [[], [], [], ["c1"], ["c1"], ["c2"], ["c3"], []])
    #expect(kept(prompt, .opaque).count == 3, "reasoning, a call's result that is not known, and a text with places in it")
    #expect(kept(prompt, .envelope).contains { $0.contains(#"{"format":  1}"#) })
    #expect(texts(try parsed(#"[{"type":"function_call_output","call_id":"c","output":"x"}]"#)) == ["tool@0: x"])
    let text = try parsed(#"{"model":"m","input":"Go.","instructions":"Be kind."}"#)
    #expect(texts(text) == ["user@1: Go.", "system@0: Be kind."])
    #expect(prompt.arrayMessageCount == 7 && text.arrayMessageCount == 0)
}

@Test("Gemini's contents: parts, calls and their responses, pictures, signatures, system text")
func geminiContents() throws {
    let prompt = try parsed(
        #"""
        {"systemInstruction": {"parts": [{"text": "Be kind."}]}, "contents": [
          {"role": "user", "parts": [{"text": "Go."}, {"inlineData": {"mimeType": "image/png", "data":  "A"}}]},
          {"role": "model", "parts": [{"text": "so", "thought": true}, {"functionCall": {"name": "f", "args": {"a": 1}}, "thoughtSignature": "s"}]},
          {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"output": "found", "rows": [1,  2]}}}]},
          {"role": "model", "parts": [{"text": "Done."}]}, {"parts": [{"text": "More."}]}]}
        """#)
    #expect(texts(prompt) == ["system@0: Be kind.", "user@1: Go.", "tool@3: found", "assistant@4: Done.", "user@5: More."])
    #expect(prompt.messages.map(\.role) == [.system, .user, .assistant, .user, .assistant, .user])
    #expect(prompt.newestUserMessage == 5)
    #expect(kept(prompt, .opaque).count == 3)
    #expect(kept(prompt, .envelope).contains { $0.contains("[1,  2]") })
}

@Test("Bedrock's blocks, which say by their only field what they are: texts, calls and what they returned, marks of the cache, reasoning")
func bedrockBlocks() throws {
    let prompt = try parsed(
        #"""
        {"system": [{"text": "Be kind."}, {"cachePoint": {"type":  "default"}}], "messages": [
          {"role": "user", "content": [{"text": "Go."}, {"image": {"format": "png", "source": {"bytes":  "A"}}}]},
          {"role": "assistant", "content": [{"reasoningContent": {"reasoningText": {"text":  "so"}}},
            {"toolUse": {"toolUseId": "t1", "name": "f", "input": {"a":  1}}}]},
          {"role": "user", "content": [{"toolResult": {"toolUseId": "t1", "content": [{"text": "found"}, {"json": {"a":  2}},
            {"toolResult": {"toolUseId": "t2", "content": [{"text":  "x"}]}}], "status": "success"}}]},
          {"role": "assistant", "content": [{"text": "Done."}]}]}
        """#)
    #expect(texts(prompt) == ["system@0: Be kind.", "user@1: Go.", "tool@3: found", "assistant@4: Done."])
    #expect(prompt.messages.map(\.toolCallIDs) == [[], [], ["t1"], ["t1"], []])
    #expect(kept(prompt, .opaque).count == 5)
}

@Test("The AI SDK's calls and results: texts that were returned are read, other values stay")
func aiSDKResults() throws {
    let prompt = try parsed(
        #"""
        [{"role": "user", "content": "Go."},
         {"role": "assistant", "content": [{"type": "tool-call", "toolCallId": "c1", "toolName": "f", "input": {"a":  1}}]},
         {"role": "tool", "content": [{"type": "tool-result", "toolCallId": "c1", "toolName": "f", "output": {"type": "text", "value": "found"}},
           {"type": "tool-result", "toolCallId": "c2", "toolName": "g", "output": {"type": "json", "value": {"b":  2}}},
           {"type": "tool-result", "toolCallId": "c3", "toolName": "g", "output": {"type": "content", "value": [{"type": "text", "text": "more"}]}}]}]
        """#)
    #expect(texts(prompt) == ["user@0: Go.", "tool@2: found", "tool@2: more"])
    #expect(prompt.messages.map(\.toolCallIDs) == [[], ["c1"], ["c1", "c2", "c3"]])
    #expect(kept(prompt, .opaque) == [#"{"b":  2}"#])
}

@Test("Documents that are texts and what searches found are read, but for those in which places are cited")
func sources() throws {
    let prompt = try parsed(
        #"""
        [{"role": "user", "content": [
          {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "one"}, "title": "A  b"},
          {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data":  "JVB"}},
          {"type": "document", "source": {"type": "text", "data":  "cited"}, "citations": {"enabled": true}},
          {"type": "tool_result", "tool_use_id": "t", "content": [
            {"type": "search_result", "source": "https://a.example", "title": "A", "content": [{"type": "text", "text": "two"}]}]},
          {"type": "text", "text": "What is it?"}]}]
        """#)
    #expect(texts(prompt) == ["tool@0: one", "tool@0: two", "user@0: What is it?"])
    #expect(kept(prompt, .opaque).count == 2)
    #expect(kept(prompt, .envelope).contains { $0.contains("A  b") })
}

@Test("A string that UTF-8 cannot hold, and a speaker that is not known, stay as they are")
func heldBackTexts() throws {
    let prompt = try parsed(
        #"[{"role":"user","content":"a\ud800b"},{"role":"critic","content":"x  y"},{"role":"user","content":"\ud83d\ude00"}]"#)
    #expect(kept(prompt, .opaque) == [#""a\ud800b""#, #""x  y""#])
    #expect(texts(prompt) == ["user@2: 😀"])
    #expect(prompt.messages.map(\.role) == [.user, .none, .user])
}

@Test(
    "What a conversation is, and what is none",
    arguments: [
        (#"[{"role":"user","content":"x"}]"#, PromptFormat.messages), (#"{"messages":[{"role":"user","content":"x"}]}"#, .messages),
        ("\u{FEFF} [{\"role\":\"user\"}]\n", .messages), (#"[{"role":1,"content":"x"}]"#, .json), (#"[{"content":"x"}]"#, .json),
        ("[]", .text), (#"{"input":[{"role":"user","content":"x"}]}"#, .messages), (#"{"input":["x"]}"#, .json), (#"{"input":"x"}"#, .json),
        (#"{"model":"m","input":"x"}"#, .messages), (#"{"model":"m","input":"x","output":"y"}"#, .json),
        (#"{"contents":[{"parts":[{"text":"x"}]}]}"#, .messages), (#"{"contents":[{"name":"x"}]}"#, .json),
        (#"[{"role":"user"},1]"#, .json), (#"{"messages":{"a":1}}"#, .json), (#"[{"role":"user","content":"x"}] and more"#, .text),
        ("", .text),
        ("plain", .text), (#"[{"role":"user","content":"x"}"#, .text),
    ])
func detection(text: String, format: PromptFormat) throws {
    #expect(try parsed(text).format == format)
}

@Test("Formats that are asked for and not met are refused with the mend")
func refusals() {
    #expect(throws: PromptError.notMessages(reason: "message 0 has no \"role\"")) { try parsed("[{}]", as: .messages) }
    #expect(throws: PromptError.notMessages(reason: "the input does not begin with [ or {")) { try parsed("hi", as: .messages) }
    #expect(throws: PromptError.notMessages(reason: "element 1 of the array is not an object")) {
        try parsed(#"[{"role":"user"},2]"#, as: .messages)
    }
    #expect(throws: PromptError.notJSON(reason: "not JSON: expected the end of the text at byte 3")) { try parsed("{} x", as: .json) }
    #expect(throws: PromptError.notJSON(reason: "not JSON: expected a value at byte 0")) { try parsed("", as: .json) }
    #expect(throws: PromptError.binary(byteOffset: 1)) { try parsed("a\0b") }
    #expect(PromptError.notJSON(reason: "x").description.hasSuffix("Use --format text to compress it as text"))
    #expect((try? parsed("[]", as: .messages))?.messages.isEmpty == true)
}

@Test(
    "Deep nesting, long lines and many brackets cost no stack",
    arguments: ["[", "{\"a\":[", "(", "[\n", "{\n", "```\n", "a,b,c\n", "<a>", "|", "- "])
func hostileInputs(unit: String) throws {
    let bytes = Array(String(repeating: unit, count: 20_000).utf8)
    for format in [PromptFormat.auto, .text] {
        let prompt = try Prompt(parsing: bytes, as: format)
        #expect(prompt.segments.last.map { prompt.rawRange(of: $0).upperBound } == bytes.count)
    }
    let message =
        Array(#"[{"role":"user","content":"hi","extra":"#.utf8) + Array(String(repeating: "[", count: 50_000).utf8)
        + Array(String(repeating: "]", count: 50_000).utf8) + Array("}]".utf8)
    #expect(try Prompt(parsing: message).format == .messages)
}

@Test("What users say once the assistant has spoken is taken as results where the caller says so")
func userTextsAsResults() throws {
    let prompt = try parsed(
        #"""
        [{"role":"system","content":"Be brief."},{"role":"user","content":"Mend it."},{"role":"user","content":"Soon."},
         {"role":"assistant","content":"`ls`"},{"role":"user","content":[{"type":"text","text":"a.py  b.py"},{"type":"text","text":"$"}]}]
        """#)
    let taken = prompt.takingUserTextsAsResults()
    #expect(
        texts(taken) == [
            "system@0: Be brief.", "user@1: Mend it.", "user@2: Soon.", "assistant@3: `ls`", "tool@4: a.py  b.py", "tool@4: $",
        ])
    #expect(taken.messages.map(\.role) == prompt.messages.map(\.role))
    #expect(taken.newestUserMessage == 2)
    #expect(texts(taken.part(4..<5)) == ["tool@0: a.py  b.py", "tool@0: $"])
    #expect(texts(prompt.part(4..<5).takingUserTextsAsResults(assistantHasSpoken: true)) == texts(taken.part(4..<5)))
}

@Test(
    "A message of the user that says itself that it is a result is one",
    arguments: [
        ("<tool_response>\n{\"a\": 1}\n</tool_response>", true), ("<tool_response>\n1\n</tool_response>\nWhy is it 1?", false),
        ("Why?\n<tool_response>\n1\n</tool_response>", false), ("<tool_result name=\"ls\">a.py</tool_result>\n", true),
        ("<returncode>0</returncode>\n<output>\na.py\n</output>", true), ("<output>\na.py\n</output>", false),
        ("EXECUTION RESULT of [CmdRunAction]:\na.py\n[Command finished with exit code 0]", true),
        ("a.py\n[Command finished with exit code 1]", false), ("Observation: the button flickers.", false), ("<tool_results>", false),
        ("", false),
    ])
func userTextsThatSayThatTheyAreResults(text: String, isResult: Bool) throws {
    let escaped = text.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    let prompt = try parsed(#"[{"role":"user","content":"\#(escaped)"}]"#)
    #expect(prompt.views.last?.role == (isResult ? .tool : .user))
}
