"""How much Django is asked at once."""

import asyncio
from contextlib import asynccontextmanager

MOST_WAITING = 256
SECONDS_TO_WAIT = 5


class Overloaded(Exception):
    """More is asked than can be answered soon."""


class Gate:
    """Lets a number of requests through at once; a few wait a little, and the others are told to come again.

    Each client has its turn in order, so that none of them fills the queue for the others.
    """

    def __init__(self, places):
        self.places = places
        self.inside = 0
        self.waiting = {}  # client → futures, in the order of the clients' turns

    @property
    def queue(self):
        return sum(map(len, self.waiting.values()))

    @asynccontextmanager
    async def pass_through(self, client):
        """Inside `async with`, one of the places is taken; raise Overloaded where none will be free soon."""
        await self.enter(client)
        try:
            yield
        finally:
            self.leave()

    async def enter(self, client):
        if self.inside < self.places:
            self.inside += 1
            return
        if self.queue >= MOST_WAITING:
            raise Overloaded
        turn = asyncio.get_running_loop().create_future()
        self.waiting.setdefault(client, []).append(turn)
        try:
            async with asyncio.timeout(SECONDS_TO_WAIT):
                await turn
        except (TimeoutError, asyncio.CancelledError) as error:
            if turn.done() and not turn.cancelled():
                self.leave()  # the place came at the same moment
            self.forget(client, turn)
            if isinstance(error, TimeoutError):
                raise Overloaded from None
            raise

    def forget(self, client, turn):
        turns = self.waiting.get(client, [])
        if turn in turns:
            turns.remove(turn)
        if not turns:
            self.waiting.pop(client, None)

    def leave(self):
        """Give the place to the client whose turn it is, or back."""
        while self.waiting:
            client = next(iter(self.waiting))
            turns = self.waiting.pop(client)
            turn = turns.pop(0)
            if turns:
                self.waiting[client] = turns  # behind the other clients
            if not turn.done():
                turn.set_result(None)
                return
        self.inside -= 1
