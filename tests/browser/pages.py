"""One address of every page type, by what it is."""

PAGES = {
    "overview": "/",
    "theme list": "/current-focus/",
    "theme": "/current-focus/remittances/",
    "meeting list": "/meetings/",
    "filtered meeting list": "/meetings/?kind=summit&year=nonsense",
    "timeline": "/meetings/timeline/",
    "filtered timeline": "/meetings/timeline/?series=rabat-process",
    "meeting": "/meetings/summit-4-brussels-2014/",
    "postponed meeting": "/meetings/summit-2-postponed-2003/",
    "document list": "/documents/",
    "document": "/documents/tripoli-declaration-2006/",
    "member list": "/members/?as_of=2014-04-02",
    "member map": "/members/map/?as_of=2014-04-02",
    "filtered member map": "/members/map/?rec=ECOWAS",
    "member": "/members/morocco/",
    "page of text": "/about/",
    "archived page": "/about/the-source-page/",
    "search": "/search/?q=tripoli",
    "empty search": "/search/?q=zzzzzz",
    "page not found": "/no-such-page/",
}
