"""Answers that Django makes while they are sent pass through the page cache."""

from tests.delivery.page_cache.scripted import Reply, ScriptedSite, a_request


class Pieces:
    """An answer that Django makes while it is sent."""

    streaming = True

    def __init__(self):
        self.sent, self.is_closed = 0, False

    def __iter__(self):
        for self.sent in range(1, 4):
            yield b"piece "

    def close(self):
        self.is_closed = True


def test_what_is_made_while_it_is_sent_is_never_held_whole():
    made = []

    def reply(_environ):
        made.append(Pieces())
        return Reply(pieces=made[-1], fields=(("ETag", '"abc"'),))

    site = ScriptedSite(reply)
    body = site.cache(a_request(), lambda *said: None)
    begun = made[0].sent
    head, known = site.get("/b", "HEAD"), site.get("/c", HTTP_IF_NONE_MATCH='W/"abc"')

    assert (begun, b"".join(body)) == (0, b"piece piece piece ")
    assert (head.status, head.body, known.status, known.body) == (200, b"", 304, b"")
    assert [one.is_closed for one in made[1:]] == [True, True]
    assert len(site.store) == 0
