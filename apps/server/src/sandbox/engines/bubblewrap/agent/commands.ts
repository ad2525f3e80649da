/** Second part of the exec agent: running commands, many at once, each in a session of its own. */
export const agentCommands = String.raw`
commands = {}
by_pid = {}


class Command:
    def __init__(self, header):
        self.id = header["id"]
        self.left = {"stdout": header["maxOutputBytes"], "stderr": header["maxOutputBytes"]}
        self.started = time.monotonic()
        self.due = self.started + header["timeoutMs"] / 1000
        self.timed_out = False
        self.truncated = False
        self.input = bytearray()
        self.input_open = True


def enter(header, cwd, ends):
    """The child's side of fork: becomes the program. Never returns."""
    try:
        os.close(CONTROL)
        os.setsid()
        for target, fd in enumerate(ends):
            os.dup2(fd, target)
        libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
        # Out of memory, a program must go before the agent does.
        with open("/proc/self/oom_score_adj", "w") as score:
            score.write("500")
        for name, value in header["rlimits"].items():
            resource.setrlimit(getattr(resource, name), (value, value))
        os.nice(5)
        os.umask(0o022)
        for number in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.chdir(cwd)
        os.execvpe(header["argv"][0], header["argv"], header["env"])
    except BaseException as problem:
        text = getattr(problem, "strerror", None) or str(problem)
        os.write(2, (header["argv"][0] + ": " + text + "\n").encode(errors="replace"))
        missing = isinstance(problem, (FileNotFoundError, NotADirectoryError))
        os._exit(127 if missing else 126)


def start(header, body):
    cwd = os.path.join(HOME, header["cwd"])
    if not os.path.isdir(cwd):
        raise ValueError("the working directory does not exist")
    pairs = [os.pipe() for _ in range(3)]
    try:
        pid = os.fork()
    except OSError:
        for pair in pairs:
            os.close(pair[0]); os.close(pair[1])
        raise
    if pid == 0:
        enter(header, cwd, (pairs[0][0], pairs[1][1], pairs[2][1]))
    os.close(pairs[0][0]); os.close(pairs[1][1]); os.close(pairs[2][1])
    command = Command(header)
    command.pid = pid
    command.stdin, command.stdout, command.stderr = pairs[0][1], pairs[1][0], pairs[2][0]
    commands[command.id] = by_pid[pid] = command
    watch(command.stdout, lambda events: take(command, "stdout"))
    watch(command.stderr, lambda events: take(command, "stderr"))
    os.set_blocking(command.stdin, False)
    feed(header, body)


def take(command, stream):
    """Passes on what the program wrote, up to its cap; says whether there may be more."""
    fd = getattr(command, stream)
    if fd is None:
        return False
    try:
        data = os.read(fd, CHUNK)
    except BlockingIOError:
        return False
    if not data:
        close_output(command, stream)
        return False
    kept = data[:command.left[stream]]
    command.left[stream] -= len(kept)
    command.truncated |= len(kept) < len(data)
    if kept:
        send(command.id, stream, kept)
    return True


def close_output(command, stream):
    # Forgotten at once: the number soon names another command's pipe.
    if getattr(command, stream) is not None:
        unwatch(getattr(command, stream))
        setattr(command, stream, None)


def feed(header, body):
    """Queues bytes for a program's input; the last piece closes it."""
    command = commands.get(header["id"])
    if command is None or command.stdin is None:
        return
    command.input.extend(body)
    command.input_open = header["more"]
    push(command)


def push(command):
    try:
        while command.input:
            n = os.write(command.stdin, command.input[:CHUNK])
            del command.input[:n]
    except BlockingIOError:
        if command.stdin not in handlers:
            watch(command.stdin, lambda events: push(command), select.EPOLLOUT)
        return
    except BrokenPipeError:
        command.input.clear()
        command.input_open = False
    if not command.input_open:
        close_input(command)
    elif command.stdin in handlers:
        poller.unregister(command.stdin)
        del handlers[command.stdin]


def close_input(command):
    if command.stdin is None:
        return
    if command.stdin in handlers:
        unwatch(command.stdin)
    else:
        os.close(command.stdin)
    command.stdin = None


def end(command):
    """SIGKILL for the program, its process group and everything left in its session."""
    for kill, target in ((os.kill, command.pid), (os.killpg, command.pid)):
        try:
            kill(target, signal.SIGKILL)
        except ProcessLookupError:
            pass
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open("/proc/" + name + "/stat") as file:
                fields = file.read().rpartition(")")[2].split()
            if int(fields[3]) == command.pid and fields[0] != "Z":
                os.kill(int(name), signal.SIGKILL)
        except OSError:
            pass


def cancel(header, body):
    command = commands.get(header["id"])
    if command is not None:
        end(command)
    forget_file(header["id"])


def reap():
    """Collects ended programs, also orphans of programs: this is process 1."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        command = by_pid.pop(pid, None)
        if command is not None:
            finish(command, status)


def finish(command, status):
    del commands[command.id]
    for stream in ("stdout", "stderr"):
        # What is in the pipe now belongs to the result; a background process may write on, unheard.
        for _ in range(16):
            if not take(command, stream):
                break
        close_output(command, stream)
    close_input(command)
    code = os.waitstatus_to_exitcode(status)
    send(command.id, "exit", exitCode=code if code >= 0 else 128 - code, timedOut=command.timed_out,
         truncated=command.truncated, durationMs=round((time.monotonic() - command.started) * 1000))


def pause_until_due():
    if readers and not paused:
        return 0
    due = min((command.due for command in commands.values()), default=None)
    return -1 if due is None else max(0, due - time.monotonic())


def end_overdue():
    now = time.monotonic()
    for command in list(commands.values()):
        if command.due <= now:
            command.timed_out = True
            command.due = now + 0.2
            end(command)
`;
