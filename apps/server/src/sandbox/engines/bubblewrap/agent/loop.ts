/**
 * First part of the exec agent, the Python program that is process 1 of every sandbox: its channel to the
 * server and its event loop. It runs on the host's python3 with the standard library only.
 *
 * It cannot be killed from inside (the kernel shields process 1) nor read or altered by its neighbours
 * (not dumpable), and when the server's end closes it exits, which ends the whole sandbox.
 */
export const agentLoop = String.raw`
import ctypes, errno, json, os, resource, select, signal, stat, struct, time

CONTROL = 3
HOME = "/home/user"
HIGH_WATER = 1 << 20
CHUNK = 1 << 16

libc = ctypes.CDLL(None, use_errno=True)
PR_SET_DUMPABLE = 4

poller = None
handlers = {}
sources = {}
waiting = bytearray()
paused = False


def send(id, type, body=b"", **header):
    header["id"] = id
    header["type"] = type
    head = json.dumps(header).encode()
    waiting.extend(struct.pack(">II", len(head) + len(body), len(head)))
    waiting.extend(head)
    waiting.extend(body)


def flush():
    try:
        while waiting:
            n = os.write(CONTROL, waiting[:CHUNK * 4])
            del waiting[:n]
    except BlockingIOError:
        pass
    poller.modify(CONTROL, select.EPOLLIN | (select.EPOLLOUT if waiting else 0))


def watch(fd, handler, events=select.EPOLLIN):
    """Calls handler when fd is ready. Readers pause while the server is slow to take what was read."""
    os.set_blocking(fd, False)
    handlers[fd] = handler
    if events == select.EPOLLIN:
        sources[fd] = events
        if paused:
            return
    poller.register(fd, events)


def unwatch(fd):
    if handlers.pop(fd, None) is None:
        return
    sources.pop(fd, None)
    try:
        poller.unregister(fd)
    except (FileNotFoundError, ValueError):
        pass
    os.close(fd)


def balance():
    global paused
    full = len(waiting) > HIGH_WATER
    if full == paused:
        return
    paused = full
    for fd, events in sources.items():
        if full:
            poller.unregister(fd)
        else:
            poller.register(fd, events)


def fail(id, problem):
    """Names an operating system error in the engine's words."""
    number = getattr(problem, "errno", None)
    if number == errno.ENOENT:
        code = "not_found"
    elif number == errno.ENOTEMPTY:
        code = "conflict"
    elif number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.EAGAIN, errno.ENOMEM):
        code = "limit_exceeded"
    elif isinstance(problem, MemoryError):
        code = "limit_exceeded"
    else:
        code = "invalid_input"
    text = os.strerror(number) if number else str(problem) or type(problem).__name__
    send(id, "error", code=code, message=text, errno=errno.errorcode.get(number, ""))


inbox = bytearray()


def receive():
    data = os.read(CONTROL, CHUNK * 4)
    if not data:
        os._exit(0)
    inbox.extend(data)
    while len(inbox) >= 8:
        size, head = struct.unpack_from(">II", inbox)
        if len(inbox) < 8 + size:
            return
        header = json.loads(bytes(inbox[8:8 + head]))
        body = bytes(inbox[8 + head:8 + size])
        del inbox[:8 + size]
        try:
            operations[header["op"]](header, body)
        except Exception as problem:
            fail(header["id"], problem)


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.closerange(4, 1 << 20)
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    bell, ringer = os.pipe()
    os.set_blocking(ringer, False)
    signal.set_wakeup_fd(ringer, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    global poller
    poller = select.epoll()
    os.set_inheritable(CONTROL, False)
    os.set_blocking(CONTROL, False)
    poller.register(CONTROL, select.EPOLLIN)
    watch(bell, lambda events: os.read(bell, 4096), select.EPOLLIN | select.EPOLLERR)
    send(0, "ready")
    while True:
        pump_readers()
        flush()
        balance()
        for fd, events in poller.poll(pause_until_due()):
            if fd == CONTROL:
                if events & ~select.EPOLLOUT:
                    receive()
            elif fd in handlers:
                handlers[fd](events)
        reap()
        end_overdue()
`;
