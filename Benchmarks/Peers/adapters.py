"""How to call each peer: a function from a task and a share of its tokens (None for a peer without one) to the text it makes."""
import importlib, importlib.util, json, os, pathlib

SYSTEM, ASK = "You are an engineering assistant.", "Read the output and answer."

def conversation(task):
    """The messages a peer is given: the task's own, or a short conversation whose newest tool result is the context."""
    if task["format"] == "messages":
        value = json.loads(task["context"])
        return value["messages"] if isinstance(value, dict) else value
    call = {"id": "call_1", "type": "function", "function": {"name": "read_output", "arguments": "{}"}}
    return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": task.get("query") or ASK}, {"role": "assistant", "content": "", "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "call_1", "content": task["context"]}]

def text_of(task, messages):
    """What the peer made of the context: the messages, or the tool result's text."""
    if task["format"] == "messages":
        return json.dumps(messages, ensure_ascii=False)
    content = [m for m in messages if m["role"] == "tool"][-1]["content"]
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)

def on_messages(compress):
    return lambda task, share: text_of(task, compress(conversation(task)))

def headroom():
    peer = importlib.import_module("headroom")
    return on_messages(lambda m: peer.compress(m, model="gpt-4o").messages)

def llmtrim(preset):
    def make():
        peer = importlib.import_module("llmtrim")
        def compress(messages):
            request = json.dumps({"model": "gpt-4o", "messages": messages})
            return json.loads(peer.compress(request, peer.Provider.OPEN_AI, preset).request_json)["messages"]
        return on_messages(compress)
    return make

def distil(verbatim):
    def make():
        peer = importlib.import_module("distil")
        return on_messages(lambda m: peer.compress_messages(m, verbatim=verbatim).messages)
    return make

def furl():
    peer = importlib.import_module("furl_ctx")
    return on_messages(lambda m: peer.compress(m, model="gpt-4o").messages)

def foveance():
    peer = importlib.import_module("foveance")
    return on_messages(lambda m: peer.compress(m, template=True)[0])

def toons():
    peer = importlib.import_module("toons")
    def compress(task, share):
        if task["format"] != "json":
            raise ValueError("toons writes JSON only")
        return peer.dumps(json.loads(task["context"]))
    return compress

def vecr():
    peer = importlib.import_module("vecr_compress")
    def compress(task, share):
        made = peer.compress(conversation(task), target_ratio=share, question=task.get("query") or ASK, use_question_relevance=True, protect_tail=0)
        return text_of(task, made.messages)
    return compress

def llmslim():
    peer = importlib.import_module("llmslim")
    def compress(task, share):
        if task["format"] == "messages":
            return text_of(task, peer.compress_chat_messages(conversation(task), target_ratio=share, compressible_roles=("user", "assistant", "tool")))
        return peer.compress(task["context"], target_ratio=share, query=task.get("query") or ASK, mode="auto", detect_content=True).compressed_text
    return compress

def truncation(keep):
    """tiktoken's own ids, cut at one end: what most programs do. The vocabulary lies in another package, so that no network is needed."""
    def make():
        folder = pathlib.Path(importlib.util.find_spec("llama_index.core").submodule_search_locations[0]) / "_static" / "tiktoken_cache"
        os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(folder))
        encoding = importlib.import_module("tiktoken").get_encoding("o200k_base")
        def compress(task, share):
            ids = encoding.encode_ordinary(task["context"])
            budget = int(len(ids) * share)
            return encoding.decode(keep(ids, budget), errors="ignore")
        return compress
    return make

def sentences(scorer):
    def make():
        module = importlib.import_module("sentence_selection")
        return module.selector(scorer)
    return make

# name: (how to make it, whether it is swept over shares, its environment)
PEERS = {
    "bm25": (sentences("bm25"), True, "selection"), "minilm": (sentences("minilm"), True, "selection"),
    "tiktoken-head": (truncation(lambda ids, n: ids[:n]), True, "tiktoken"), "tiktoken-tail": (truncation(lambda ids, n: ids[len(ids) - n:]), True, "tiktoken"),
    "headroom": (headroom, False, "headroom"), "llmtrim-safe": (llmtrim("safe"), False, "llmtrim"), "llmtrim-auto": (llmtrim("auto"), False, "llmtrim"),
    "llmtrim-aggressive": (llmtrim("aggressive"), False, "llmtrim"), "distil-verbatim": (distil(True), False, "distil"), "distil-digest": (distil(False), False, "distil"),
    "furl": (furl, False, "furl"), "foveance": (foveance, False, "foveance"), "toons": (toons, False, "toons"), "vecr": (vecr, True, "vecr"), "llmslim": (llmslim, True, "llmslim"),
}
