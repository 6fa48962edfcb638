"""What every company-owned table has: an id, its company, and a reader that fails closed."""

from typing import Any, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models.base import ModelBase

from . import columns
from .guards import SameCompany, Trailed
from .ids import new_id
from .refusals import NotFound

M = TypeVar("M", bound=models.Model)


class Rows(models.QuerySet[Any]):
    """Rows of one company; a foreign id is simply not there."""

    def within(self, company_id: UUID) -> Self:
        """The rows of this company."""
        return self.filter(company_id=company_id)

    def one(self, row_id: UUID | None) -> Any:
        """The row, or NotFound, whether it is missing, another company's, or not named at all."""
        row = self.filter(id=row_id).first()
        if row is None:
            raise NotFound(self.model._meta.model_name or "row")
        return row

    def locked(self, row_id: UUID) -> Any:
        """The row, locked until the action ends. Take locks in lifecycle order."""
        return self.select_for_update(of=("self",)).one(row_id)


def leading(rows: "models.QuerySet[M]", most: int, *order: str) -> list[M]:
    """The first so many rows in this order, with all that is joined to them.

    Which they are is asked before anything is joined: the walls between companies hide from the planner how few rows of
    other tables there are to join, so that it would join every row of a company to find the first fifty.
    """
    ordered = rows.order_by(*order)
    ids = list(ordered.select_related(None).values_list("id", flat=True)[:most])
    return list(ordered.filter(id__in=ids)) if ids else []


class Table(ModelBase):
    """Makes a table's class. Its trail learns from the fields which columns are plain, personal and secret."""

    def __new__(cls, name: str, bases: Any, attributes: Any, **options: Any) -> Any:
        made: Any = super().__new__(cls, name, bases, attributes, **options)
        if not made._meta.abstract:
            made._meta.constraints = [_knowing(guard, made) for guard in made._meta.constraints]
        return made


def _knowing(guard: Any, model: type[models.Model]) -> Any:
    fields = [field for field in model._meta.local_fields if field.concrete]
    return Trailed(name=guard.name, **columns.declared(fields)) if isinstance(guard, Trailed) else guard


class Owned(models.Model, metaclass=Table):
    """A row of one company. The key to the company itself is checked by `verify` and held by the wall.

    A real foreign key would make every writer of a company lock the same row (see docs/adr).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company_id = models.UUIDField(editable=False)

    objects = Rows.as_manager()

    class Meta:
        abstract = True


class Within(models.ForeignKey):  # type: ignore[type-arg]
    """A key to a row of the same company. The database holds it together with the company (guards.SameCompany)."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options["db_constraint"] = False
        super().__init__(to, on_delete, **options)

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False, **options: Any) -> None:
        super().contribute_to_class(cls, name, private_only, **options)
        if cls._meta.abstract or cls.__module__ == "__fake__":
            return
        guard = SameCompany(name=f"{cls._meta.model_name}_{name}_same_company", field=name)
        cls._meta.constraints = [*cls._meta.constraints, guard]
        cls._meta.original_attrs["constraints"] = cls._meta.constraints
