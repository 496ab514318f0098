"""The editor's form asks the rules: what stops stands beside its field."""

from typing import Any

from django.db import transaction
from wagtail.admin.forms import WagtailAdminModelForm

from mme_site.pages.validation.rules import errors_of
from mme_site.pages.validation.subject import Subject


class CheckedFormMixin(WagtailAdminModelForm):
    """For the form of what has rules.

    They are asked once, when each field and line is valid by itself. A draft that is saved is
    only asked what is wrong within it; what it would be beside others, when it is published.
    """

    was_asked = False

    def is_valid(self) -> bool:
        if super().is_valid() and not self.was_asked:
            self.was_asked = True
            self.add_errors()
        return super().is_valid()

    def save(self, commit: bool = True) -> Any:
        with transaction.atomic():
            if commit and hasattr(self.instance, "delete_replaced_children"):
                names = self.instance.unique_children.keys() & self.formsets.keys()
                self.instance.delete_replaced_children({name: self.subject.typed[name] for name in names})
            return super().save(commit=commit)

    @property
    def subject(self) -> Subject:
        """What was typed, as the rules look at it."""
        typed = {name: [form.instance for form in self.forms_of(name)] for name in self.formsets}
        return Subject(self.instance, typed, getattr(self, "parent_page", None))

    def forms_of(self, relation: str) -> list[Any]:
        """Return the forms of the inline records that stay, in their order."""
        formset = self.formsets[relation]
        if not formset.is_bound:
            return formset.initial_forms
        gone = formset.deleted_forms
        kept = [
            form for form in formset.forms if form not in gone and (form.has_changed() or form in formset.initial_forms)
        ]
        return sorted(kept, key=lambda form: (getattr(form, "cleaned_data", None) or {}).get("ORDER") or 0)

    def add_errors(self) -> None:
        for problem in errors_of(self.subject, publishing=not self.is_deferred_validation):
            if problem.line is not None:
                form, name = self.forms_of(problem.field)[problem.line], problem.line_field
            else:
                form, name = self, problem.field
            form.add_error(name if name in form.fields else None, problem.text)
