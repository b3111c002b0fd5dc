# SPDX-License-Identifier: GPL-3.0-or-later
"""Headless Chromium on the DevTools protocol over two pipes (--remote-debugging-pipe): commands and answers are JSON, each ended by a
zero byte. WebGL is drawn by SwiftShader, so that no graphics card is needed."""
import base64
import io
import json
import os
import select
import subprocess
import time

from PIL import Image


class Page:
    """One page. Use as a context manager; `messages` holds what its console said."""

    def __init__(self, program, profile, size=(1280, 900)):
        self.messages = []
        self.number = 0
        self.rest = b""
        read_end, self.to_browser = os.pipe()
        self.from_browser, write_end = os.pipe()

        def wire():  # Chromium reads from 3 and writes to 4
            os.dup2(read_end, 10)
            os.dup2(write_end, 11)
            os.dup2(10, 3)
            os.dup2(11, 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--user-data-dir=" + profile,
             "--window-size=%d,%d" % size, "--remote-debugging-pipe", "about:blank"],
            preexec_fn=wire, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(read_end)
        os.close(write_end)
        self.session = None
        target = next(t for t in self.ask("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(domain + ".enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.session = None
            self.ask("Browser.close")
            self.process.wait(20)
        except Exception:
            self.process.kill()
            self.process.wait()
        os.close(self.to_browser)
        os.close(self.from_browser)

    def receive(self, deadline):
        while b"\0" not in self.rest:
            if not select.select([self.from_browser], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError("Chromium does not answer")
            piece = os.read(self.from_browser, 1 << 20)
            if not piece:
                raise EOFError("Chromium has ended")
            self.rest += piece
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def ask(self, method, **parameters):
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            command["sessionId"] = self.session
        data = json.dumps(command).encode() + b"\0"
        while data:
            data = data[os.write(self.to_browser, data):]
        deadline = time.monotonic() + 120
        while True:
            answer = self.receive(deadline)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(method + ": " + answer["error"]["message"])
                return answer["result"]
            self.note(answer)

    def note(self, event):
        parameters = event.get("params", {})
        if event.get("method") == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.messages.append(details.get("exception", {}).get("description", details["text"]))
        elif event.get("method") == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            self.messages.append(parameters["entry"]["text"] + " " + parameters["entry"].get("url", ""))
        elif event.get("method") == "Runtime.consoleAPICalled" and parameters["type"] == "error":
            self.messages.append(" ".join(str(a.get("value", a.get("description", ""))) for a in parameters["args"]))

    def open(self, address):
        self.ask("Page.navigate", url="about:blank")  # a page that differs by its fragment only would not be loaded again
        self.ask("Page.navigate", url=address)

    def value(self, expression):
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", expression))
        return answer["result"].get("value")

    def until(self, expression, seconds=90):
        """Waits until the expression is true in the page; fails with what the console said."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if self.value(expression):
                    return
            except RuntimeError:
                pass  # the page is still being loaded
            time.sleep(0.1)
        raise TimeoutError("never true: %s\n%s" % (expression, "\n".join(self.messages)))

    def mouse(self, kind, x, y, button="left", **more):
        self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, **more)

    def click(self, x, y):
        self.mouse("mousePressed", x, y, clickCount=1)
        self.mouse("mouseReleased", x, y, clickCount=1)

    def picture(self, path=None):
        image = Image.open(io.BytesIO(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))).convert("RGB")
        if path:
            image.save(path)
        return image
