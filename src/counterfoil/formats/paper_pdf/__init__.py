"""Papers about money as PDFs: what a payment pays, and how an account stands. Data goes in as JSON and can't inject markup."""

from .page import Column, Paper, Row
from .rendering import render
from .wording import Wording, wording

__all__ = ["Column", "Paper", "Row", "Wording", "render", "wording"]
