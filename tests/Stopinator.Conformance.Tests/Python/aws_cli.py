"""
Runs commands of the AWS CLI, each in a fork of this process. A script deploys with more than a hundred commands; the CLI needs most of a
second to start, and a fork needs a fifth of it.

The question is the file of the command to write and the options that come before the arguments of each call. The answer is false where
python3 has no AWS CLI. The command hands over its standard streams, arguments, folder and variables, and ends with the exit code. The
process ends when its input does.
"""

import contextlib
import json
import os
import select
import signal
import socket
import sys

COMMAND = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({address!r})
    socket.send_fds(server, [b"."], [0, 1, 2])
    server.sendall(json.dumps([{options!r} + sys.argv[1:], os.getcwd(), dict(os.environ)]).encode())
    server.shutdown(socket.SHUT_WR)
    code = server.recv(1)
sys.exit(code[0] if code else 1)
"""

# The services whose descriptions are read before the first fork.
SERVICES = ["cloudwatch", "events", "iam", "lambda", "logs", "scheduler", "sns", "sqs", "sts"]


def warm():
    """Imports the CLI and reads the descriptions of the services, by commands that fail before they call anything."""
    import awscli.clidriver

    driver = awscli.clidriver.create_clidriver()
    loader = driver.session.get_component("data_loader")
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere), contextlib.redirect_stdout(nowhere):
        for service in SERVICES:
            loader.load_service_model(service, "service-2")
            with contextlib.suppress(SystemExit):
                driver.main([service, "no-such-operation"])
    return driver


def serve(driver, connection):
    """Runs one command, in a process of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, streams, _, _ = socket.recv_fds(connection, 1, 3)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    arguments, folder, variables = json.loads(b"".join(iter(lambda: connection.recv(65536), b"")))
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    try:
        code = driver.main(arguments)
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(bytes([code or 0]))


def main():
    file, options = json.loads(sys.stdin.readline())

    # Standard output belongs to the commands.
    answers = os.fdopen(os.dup(1), "w")
    try:
        driver = warm()
    except ImportError:
        print("false", file=answers, flush=True)
        return
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        address = file + ".socket"
        listener.bind(address)
        listener.listen(16)
        with open(file, "w") as command:
            command.write(COMMAND.format(python=sys.executable, address=address, options=options))
        os.chmod(file, 0o755)
        print("true", file=answers, flush=True)

        # Until the input ends.
        while listener in select.select([sys.stdin, listener], [], [])[0]:
            connection, _ = listener.accept()
            if os.fork() == 0:
                try:
                    serve(driver, connection)
                finally:
                    os._exit(0)
            connection.close()


main()
