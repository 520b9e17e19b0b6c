#!/usr/bin/env python3
"""An OpenAI-compatible server that behaves as its arguments say. It prints its port, and appends each request's body to LOG.

    stub_server.py LOG [SCRIPT]     SCRIPT: what to do with the first requests, then 200 for ever:
                                    200, 429 (asks to wait 0 s), 500, 400, 401, drop (closes the line), slow (0.4 s), text (200 with a body that is no JSON)
The answer is the word after "key" in the prompt.
"""
import http.server, json, re, sys, time
log, script = sys.argv[1], (sys.argv[2].split(",") if len(sys.argv) > 2 and sys.argv[2] else [])

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *_): pass
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with open(log, "a") as file:
            print(json.dumps({"path": self.path, "authorization": self.headers.get("Authorization"), "body": json.loads(body)}), file=file)
        act = script.pop(0) if script else "200"
        if act == "drop":
            self.close_connection = True
            return self.connection.close()
        if act == "slow":
            time.sleep(0.4)
        status = int(act) if act.isdigit() else 200
        found = re.search(r"key (\w+)", json.loads(body)["messages"][-1]["content"])
        reply = {"choices": [{"message": {"role": "assistant", "content": found[1] if found else "none"}}],
                 "usage": {"prompt_tokens": len(body) // 4, "completion_tokens": 3}}
        answer = json.dumps(reply if status == 200 else {"error": {"message": f"stub says {status}"}}).encode() if act != "text" else b"<html>"
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        if status == 429:
            self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(answer)

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
