# Services answer with results, and the routes turn them into answers.
from dataclasses import dataclass
from typing import Generic, Optional, TypeVar

import boto3
from flask import Blueprint, g, jsonify

from app.auth import login_required

T = TypeVar("T")
bp = Blueprint("contracts", __name__, url_prefix="/contracts")


@dataclass
class Result(Generic[T]):
    value: Optional[T] = None
    error: Optional[str] = None


class ContractService:
    def __init__(self, table):
        self.table = table

    def read(self, contract_id: str, user_id: str) -> Result[dict]:
        item = self.table.get_item(Key={"contract_id": contract_id}).get("Item")
        if item is None:
            return Result(error="not found")
        if user_id not in (item["buyer_id"], item["seller_id"]):
            return Result(error="forbidden")
        return Result(value={"title": item["title"]})

    def price(self, contract_id: str) -> Result[dict]:
        item = self.table.get_item(Key={"contract_id": contract_id}).get("Item")  # expect code/foreign-key-read
        if item is None:
            return Result(error="not found")
        return Result(value={"price": str(item["price"])})


service = ContractService(boto3.resource("dynamodb").Table("contracts"))


@bp.get("/<contract_id>")
@login_required
def read(contract_id):
    result = service.read(contract_id, g.user.id)
    if result.error:
        return jsonify(error=result.error), 404
    return jsonify(result.value)


@bp.get("/<contract_id>/price")
@login_required
def price(contract_id):
    result = service.price(contract_id)
    if result.error:
        return jsonify(error=result.error), 404
    return jsonify(result.value)
