"""`vinyldigger up`: the whole stack on this machine under one supervisor, no containers."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from vinyldigger.cli.checks import CheckFailed, check_database, check_redis, free_disk, free_to_listen, load_settings
from vinyldigger.cli.embedded import EmbeddedServerError
from vinyldigger.cli.local import DATA_FOLDER, LocalStack, locked
from vinyldigger.cli.progress import Terminal
from vinyldigger.cli.supervisor import ServiceFailed, Supervisor

CUT_SHORT = 128 + signal.SIGINT  # the exit code of shells


@click.command
@click.option(
    "--port", default=8000, show_default=True, help="Where the web app and the API answer; 0 takes a free one."
)
@click.option("--sandbox/--no-sandbox", default=True, help="With sample marketplaces.")
@click.option("--folder", type=click.Path(path_type=Path), default=DATA_FOLDER, help="Data folder (default: .run).")
@click.option("--reload", is_flag=True, help="Restart the API when its source changes.")
@click.option("--logs", type=click.Path(path_type=Path), help="Write the processes' output there instead of here.")
@click.argument("program", nargs=-1)
def command(
    port: int, *, sandbox: bool, folder: Path, reload: bool, logs: Path | None, program: tuple[str, ...]
) -> None:
    """Start everything, print the address, run until Ctrl-C.

    With PROGRAM (after `--`): run it once everything answers, then stop all and end with its exit code, or with 130
    when it was cut short. It finds the address in BASE_URL, besides the variables of the stack.
    """
    with ExitStack() as opened:
        terminal = Terminal(sys.stdout, opened.enter_context(logs.open("a")) if logs else None)
        try:
            settings = load_settings()
            free_disk(folder)
            free_to_listen(settings.host, port)
            opened.enter_context(locked(folder))
            with terminal.step("data folder"):
                stack = LocalStack(folder.resolve(), settings, port, sandbox=sandbox, reload=reload)
            code = asyncio.run(_run(stack, terminal, program))
        except (CheckFailed, EmbeddedServerError, ServiceFailed, OSError) as error:
            raise click.ClickException(str(error)) from error
    sys.exit(code)


async def _run(stack: LocalStack, terminal: Terminal, program: tuple[str, ...]) -> int:
    """Until the program has ended, or a signal asks to stop. A second signal does not wait."""
    supervisor = Supervisor(terminal)
    serving = asyncio.create_task(_serve(stack, supervisor, terminal, program))

    def stop() -> None:
        if serving.cancelling():
            supervisor.kill()
        else:
            terminal.write("  stopping …")
            serving.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    try:
        return await serving
    except asyncio.CancelledError:
        return CUT_SHORT if program else 0


async def _serve(stack: LocalStack, supervisor: Supervisor, terminal: Terminal, program: tuple[str, ...]) -> int:
    async with supervisor:
        await supervisor.start(*stack.servers)
        await check_database(stack.database_url)
        await check_redis(stack.redis_url)
        await asyncio.gather(
            supervisor.start(*stack.marketplaces), supervisor.run("migrate", stack.migration, stack.environment)
        )
        await supervisor.start(*stack.processes)
        terminal.write(f"\n  VinylDigger answers on {stack.url}   (Ctrl-C stops it)\n")
        if not program:
            await supervisor.wait()
            return 0
        process = await asyncio.create_subprocess_exec(*program, env=stack.environment | {"BASE_URL": stack.url})
        try:
            return await process.wait()
        finally:
            if process.returncode is None:
                process.terminate()
