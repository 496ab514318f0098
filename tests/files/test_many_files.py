"""Many files at once: each is kept, its language and document are guessed, and it becomes a line of a draft."""

import pytest
from django.urls import reverse
from wagtail.models import UploadedFile

from meetings.file_upload import save_files
from meetings.file_upload.guess import guess_document, guess_language
from meetings.models import DocumentFile, DocumentPage
from mme_site.editorial.jobs import tasks
from mme_site.editorial.jobs.models import Job
from mme_site.editorial.jobs.progress import Progress
from mme_site.files.models import SiteDocument
from mme_site.tasks.worker import run_due_tasks
from tests.helpers.people import allowed
from tests.helpers.reading import parse, words
from tests.helpers.scheduling import in_an_hour, schedule
from tests.helpers.uploads import PDF, PROGRAM, document, saved_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.fixture
def declaration(tree):
    return tree.document(title="Tripoli Declaration", slug="tripoli-declaration-2006")


def upload(client, *files):
    """Send the first step; return the table of the second, or the first again."""
    page = parse(client.get(reverse("upload_files")))
    collection = page.select_one("[name=collection]")["value"]
    return client.post(reverse("upload_files"), {"files": files, "collection": collection}, follow=True)


def confirm(client, response, **values):
    """Send the second step with what was guessed, changed by `values`; return the response."""
    data = {field["name"]: field.get("value", "") for field in parse(response).select("form.import-export input[name]")}
    for field in parse(response).select("form.import-export select"):
        chosen = field.select_one("option[selected]")
        data[field["name"]] = chosen["value"] if chosen else ""
    for name, value in values.items():
        [field] = [key for key in data if key.endswith(f"-{name}")]
        data[field] = value
    address = response.redirect_chain[-1][0]
    return client.post(address, data, follow=True)


def lines_of(page):
    """Return the lines of the draft of a document."""
    return list(DocumentPage.objects.get(pk=page.pk).get_latest_revision_as_object().files.all())


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("declaration-tripoli_fr.pdf", "fr"),
        ("COM(2011)743_PT.docx", "pt"),
        ("plan ar.pdf", "ar"),
        ("plan.final.sw.pdf", "sw"),
        ("plan.pdf", ""),
        ("plan_xx.pdf", ""),
        ("frontex.pdf", ""),
    ],
)
def test_the_language_is_guessed_from_the_end_of_the_name(name, language):
    assert guess_language(name) == language


def test_the_document_is_guessed_from_symbol_address_or_title_and_only_where_one_fits(tree, declaration):
    communication = tree.document(title="The Global Approach", slug="gamm", symbol="COM(2011) 743 final")
    tree.document(title="Plan of 2006", slug="plan-2006")
    documents = DocumentPage.objects.all()

    assert guess_document("declaration-tripoli_fr.pdf", documents) == declaration
    assert guess_document("COM(2011)743_PT.docx", documents) == communication
    assert guess_document("global approach.pdf", documents) == communication
    assert guess_document("2006.pdf", documents) is None
    assert guess_document("x_fr.pdf", documents) is None


def test_a_file_becomes_a_line_of_the_draft_of_its_document(editor, declaration):
    table = upload(editor, document("declaration-tripoli_fr.pdf"))
    assert words(parse(table).select_one("tbody th:not(template *)")) == "declaration-tripoli_fr.pdf"
    answer = confirm(editor, table)

    assert "“Tripoli Declaration” has a new draft." in words(parse(answer))
    declaration.refresh_from_db()
    assert (declaration.live, declaration.files.count()) == (True, 0)
    [line] = lines_of(declaration)
    assert (line.language, line.file.filename) == ("fr", "declaration-tripoli_fr.pdf")


def test_the_brackets_of_a_symbol_are_not_lost_on_the_way(editor, tree):
    communication = tree.document(title="The Global Approach", slug="gamm", symbol="COM(2011) 743 final")
    confirm(editor, upload(editor, document("COM(2011)743_PT.pdf")))

    assert [line.language for line in lines_of(communication)] == ["pt"]


def test_what_was_guessed_wrong_is_changed_before_anything_is_added(editor, tree, declaration):
    other = tree.document(title="Another")
    confirm(editor, upload(editor, document("declaration-tripoli_fr.pdf")), document=other.pk, language="en")

    assert lines_of(declaration) == []
    assert [line.language for line in lines_of(other)] == ["en"]


def test_a_file_that_cannot_be_kept_is_named_with_the_reason_and_the_others_are_kept(editor, declaration):
    answer = upload(editor, document("declaration-tripoli_fr.pdf"), document("program.pdf", PROGRAM))

    said = words(parse(answer))
    assert "program.pdf: This file is not what its name says." in said
    assert [file.title for file in SiteDocument.objects.all()] == ["declaration-tripoli_fr"]


def test_a_file_that_is_there_already_is_not_kept_twice(editor, declaration):
    saved = saved_document(PDF)
    answer = upload(editor, document("declaration-tripoli_fr.pdf", PDF))

    assert "This file has already been uploaded, as “File”. It was not stored again." in words(parse(answer))
    assert list(SiteDocument.objects.all()) == [saved]


def test_a_second_file_of_one_language_and_format_is_refused_and_nothing_is_added(editor, tree, declaration):
    declaration.files = [DocumentFile(language="fr", file=saved_document(b"%PDF-1.7\nother"))]
    declaration.save()
    other = tree.document(title="Plan", slug="action-plan")
    files = [document("declaration-tripoli_fr.pdf"), document("action-plan_fr.pdf", PDF + b"2")]
    answer = confirm(editor, upload(editor, *files))

    said = words(parse(answer))
    assert "No file was added to a document." in said
    assert "The document has a file in this language and format already." in said
    assert lines_of(other) == []


def test_a_document_without_a_language_and_a_scheduled_one_are_refused(editor, declaration):
    answer = confirm(editor, upload(editor, document("declaration-tripoli.pdf")))
    assert "Say in which language it is." in words(parse(answer))

    schedule(declaration, in_an_hour())
    answer = confirm(editor, upload(editor, document("declaration-tripoli_fr.pdf", PDF + b"2")))
    assert "is locked and has been scheduled" in words(parse(answer))


def test_a_file_without_a_document_stays_among_the_files(editor, tree):
    answer = confirm(editor, upload(editor, document("unknown.pdf")))

    assert "1 file belongs to no document." in words(parse(answer))
    assert SiteDocument.objects.get().title == "unknown"


def test_who_may_not_add_files_has_no_such_screen(client, tree):
    client.force_login(allowed("add", "change", below=tree.home))

    assert client.get(reverse("upload_files")).status_code == 302
    assert "Many files at once" not in words(parse(client.get(reverse("import_export"))))


@pytest.mark.parametrize("query", ["", "?file=nonsense", "?file=" + "9" * 40, "?file=999999"])
def test_a_table_of_files_that_are_not_there_leads_back(editor, tree, query):
    assert editor.get(reverse("assign_files") + query)["Location"] == reverse("upload_files")


# What takes long


@pytest.fixture
def busy_worker(settings, monkeypatch):
    """A worker that has not come to it yet when the editor's request ends."""
    settings.TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}
    monkeypatch.setattr(tasks, "SECONDS_TO_WAIT", 0)
    monkeypatch.setattr(Progress, "report", lambda self: False)  # seen by other connections only


@pytest.mark.usefixtures("busy_worker")
def test_the_editor_sees_how_far_the_upload_is_and_comes_back_to_the_table(editor, tree):
    page = upload(editor, document("plan_fr.pdf"), document("program.pdf", PROGRAM))
    assert "You can close this window" in words(parse(page))
    assert not SiteDocument.objects.exists()

    run_due_tasks()
    table = parse(editor.get(reverse("job", args=[Job.objects.get().pk]), follow=True))
    assert words(table.select_one("tbody th:not(template *)")) == "plan_fr.pdf"
    assert "program.pdf: This file is not what its name says." in words(table)
    assert not UploadedFile.objects.exists()


class Killed(BaseException):
    pass


@pytest.mark.usefixtures("busy_worker")
def test_a_worker_that_dies_in_the_middle_loses_no_file_and_saves_none_twice(editor, tree, monkeypatch):
    upload(editor, *(document(f"{name}.pdf", PDF + name.encode()) for name in "abc"))
    job, real, saved = Job.objects.get(), save_files.save_upload, []

    def dies(job, uploaded, name):
        if saved:
            raise Killed
        saved.append(real(job, uploaded, name))

    with monkeypatch.context() as patched:
        patched.setattr(save_files, "save_upload", dies)
        patched.setattr(save_files, "forget", lambda uploaded: None)  # what is killed tidies nothing
        job.begin()
        with pytest.raises(Killed):
            tasks.run_function(job)
    run_due_tasks()

    assert sorted(SiteDocument.objects.values_list("title", flat=True)) == ["a", "b", "c"]
    job.refresh_from_db()
    assert len(job.result["saved"]) == 3
