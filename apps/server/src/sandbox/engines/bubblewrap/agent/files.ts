/** Third part of the exec agent: files. It reads and writes with the rights of the sandbox's own user. */
export const agentFiles = String.raw`
writers = {}
readers = {}
MAX_ENTRIES = 10000


def locate(header):
    return os.path.normpath(os.path.join(HOME, header["path"]))


def open_regular(path, flags):
    # O_NONBLOCK: opening a pipe planted at the path must not hang the agent.
    fd = os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY, 0o644)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise ValueError("not a regular file")
    return fd


def write(header, body):
    """One piece of a file. After a failure the rest of the pieces is dropped."""
    id = header["id"]
    if header["first"]:
        path = locate(header)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        writers[id] = (open_regular(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), path)
    elif id not in writers:
        return
    fd, path = writers[id]
    try:
        view = memoryview(body)
        while view:
            view = view[os.write(fd, view):]
    except OSError:
        forget_file(id)
        os.unlink(path)
        raise
    if not header["more"]:
        forget_file(id)
        send(id, "done")


def read(header, body):
    fd = open_regular(locate(header), os.O_RDONLY)
    if os.fstat(fd).st_size > header["maxBytes"]:
        os.close(fd)
        raise OSError(errno.EFBIG, "")
    readers[header["id"]] = [fd, header["maxBytes"]]


def pump_readers():
    """Sends pieces of the files being read while the server takes them."""
    for id, reader in list(readers.items()):
        if len(waiting) > HIGH_WATER:
            return
        try:
            data = os.read(reader[0], CHUNK * 4)
            reader[1] -= len(data)
            if reader[1] < 0:
                raise OSError(errno.EFBIG, "")
            send(id, "data" if data else "done", data)
        except OSError as problem:
            data = b""
            fail(id, problem)
        if not data:
            forget_file(id)


def forget_file(id):
    for held in (writers.pop(id, None), readers.pop(id, None)):
        if held is not None:
            os.close(held[0])


def kind(mode):
    if stat.S_ISLNK(mode):
        return "symlink"
    if stat.S_ISDIR(mode):
        return "directory"
    return "file" if stat.S_ISREG(mode) else "other"


def list_files(header, body):
    path = locate(header)
    entries = []
    with os.scandir(path) as found:
        for entry in found:
            if len(entries) == MAX_ENTRIES:
                raise OSError(errno.EFBIG, "")
            try:
                about = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            entries.append({"name": entry.name, "path": os.path.join(path, entry.name),
                            "type": kind(about.st_mode), "sizeBytes": about.st_size,
                            "modifiedMs": round(about.st_mtime * 1000)})
    entries.sort(key=lambda entry: entry["name"])
    for at in range(0, len(entries), 200):
        send(header["id"], "entries", json.dumps(entries[at:at + 200]).encode())
    send(header["id"], "done")


def remove(header, body):
    path = locate(header)
    if stat.S_ISDIR(os.lstat(path).st_mode):
        os.rmdir(path)
    else:
        os.unlink(path)
    send(header["id"], "done")


operations = {"exec": start, "stdin": feed, "cancel": cancel, "write": write, "read": read,
              "list": list_files, "remove": remove}

main()
`;
