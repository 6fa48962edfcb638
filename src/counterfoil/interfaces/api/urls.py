"""The addresses of the API. What is no address of it is told so in the API's own way."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from .app import api
from .problems import problem


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """404 for every other address, whatever the method."""
    return problem(404)


urlpatterns = [path("v1/", nowhere), path("v1/", api.urls), re_path("", nowhere)]
