"""An advice as it is printed, and as its mail says it: its frozen content, in the contractor's language and hand."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from counterfoil.formats import paper_pdf, pictures
from counterfoil.formats.order_pdf import Field, Logo, Sum
from counterfoil.formats.paper_pdf import Column, Paper, Row
from counterfoil.formats.paper_pdf.wording import REMITTANCE
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.documents import store

from .content import as_void
from .models import Remittance


def remittance_pdf(remittance: Remittance, company: Company) -> bytes:
    """The PDF of an advice as it stands: one that is void says so on every page."""
    says = json.loads(remittance.content)
    if remittance.void_on:
        says = as_void(says, remittance.void_on)
    return paper_pdf.render(Told(says, company).laid_out(remittance.printed_sha256))


def file_name(remittance: Remittance) -> str:
    """What the file is called: by the day and the bank's reference, of which a folder is no part."""
    says = json.loads(remittance.content)
    name = " ".join(one for one in (says["initiated_on"], says["reference"]) if one)
    return "".join("-" if sign in '/\\:"<>|?*' or not sign.isprintable() else sign for sign in name) + ".pdf"


class Told:
    """One advice and how it is written."""

    def __init__(self, says: Mapping[str, Any], company: Company) -> None:
        self.says, self.company = says, company
        self.locale: str = says["locale"]
        self.wording = paper_pdf.wording(REMITTANCE, self.locale.partition("_")[0])
        self.words = self.wording.words

    def laid_out(self, digest: str) -> Paper:
        """The paper with all that it says."""
        says, words = self.says, self.words
        is_void = "void_on" in says
        return Paper(
            language=self.wording.code,
            labels=words,
            day=date.fromisoformat(says.get("void_on") or says["initiated_on"]),
            title=words["title"],
            name=says["reference"],
            sender=says["payer"]["name"],
            sender_address=says["payer"]["address"],
            receiver=says["payee"]["name"],
            receiver_address=says["payee"]["address"],
            facts=self._facts(),
            columns=(
                Column(words["invoice"]),
                Column(words["order"], 46),
                Column(words["amount"], 40, is_figure=True),
            ),
            rows=[self._row(one) for one in says["rows"]] + [self._taken_off(one) for one in says["set_offs"]],
            sums=self._sums(),
            notes=() if is_void else (words["arrives"],),
            letterhead=says.get("letterhead", ""),
            logo=logo_printed(self.company, says.get("logo", "")),
            digest=digest,
            marked=words["void"] if is_void else "",
            says=words["void_says"].format(day=self.day(says["void_on"])) if is_void else "",
        )

    def values(self) -> dict[str, str]:
        """What each place of its mail says."""
        says = self.says
        orders = dict.fromkeys(one["order"] for one in says["rows"] if one["order"])
        return {
            "contractor": says["payee"]["name"],
            "company": says["payer"]["name"],
            "amount": self.money(says["amount"]),
            "reference": says["reference"],
            "initiated_on": self.day(says["initiated_on"]),
            "invoices": ", ".join(one["invoice"] for one in says["rows"]),
            "orders": ", ".join(orders),
        }

    def day(self, text: str) -> str:
        """A day as the contractor reads it."""
        written: str = format_date(date.fromisoformat(text), format="long", locale=self.locale)
        return written

    def money(self, amount: str) -> str:
        """An amount with the decimals that it was frozen with, and its currency."""
        return f"{self._figure(amount)} {self.says['currency']}"

    def _figure(self, amount: str) -> str:
        pattern = "#,##0." + "0" * len(amount.partition(".")[2])
        written: str = format_decimal(Decimal(amount), format=pattern.rstrip("."), locale=self.locale)
        return written

    def _facts(self) -> list[Field]:
        says = self.says
        said = {
            "initiated_on": self.day(says["initiated_on"]),
            "reference": says["reference"],
            "amount": self.money(says["amount"]),
        }
        return [Field(self.words[name], value) for name, value in said.items() if value]

    def _row(self, one: Mapping[str, Any]) -> Row:
        dated = self.words["dated"].format(day=self.day(one["dated"])) if one["dated"] else ""
        details = [words for words in (dated, one["title"]) if words]
        return Row((one["invoice"], one["order"], self._figure(one["amount"])), details)

    def _taken_off(self, one: Mapping[str, Any]) -> Row:
        words = self.words["set_off"].format(number=one["invoice"])
        return Row((words, "", self._figure(f"-{one['amount']}")))

    def _sums(self) -> list[Sum]:
        """What the invoices come to, less what was taken off: it is the payment."""
        says, words = self.says, self.words
        total = Sum(words["total"], self.money(says["amount"]), strong=True)
        if not says["set_offs"]:
            return [total]
        claimed, taken = (
            sum((Decimal(one["amount"]) for one in says[name]), Decimal(0)) for name in ("rows", "set_offs")
        )
        return [
            Sum(words["claimed"], self.money(str(claimed))),
            Sum(words["taken_off"], self.money(f"-{taken}")),
            total,
        ]


def logo_printed(company: Company, sha256: str) -> Logo | None:
    """The picture that was the company's logo then. Raises FileNotFoundError where it is gone: `verify` reports it."""
    if not sha256:
        return None
    bytes_of = store.fetch(company.id, sha256)
    found = pictures.read(bytes_of)
    return Logo(found.media_type, found.width, found.height, bytes_of) if found else None
