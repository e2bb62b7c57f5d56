"""What can be applied for."""

from mingtang.services.catalogue.errors import ItemNotFound
from mingtang.services.catalogue.models import Item


def find_item(code: str) -> Item:
    item = Item.objects.select_related("department").filter(pk=code, is_published=True).first()
    if item is None:
        raise ItemNotFound
    return item
