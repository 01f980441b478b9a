# Tasks of the person who is signed in; one of the handlers forgets about it.
import uuid
from datetime import datetime

import boto3
from boto3.dynamodb.conditions import Key
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user, login_required

bp = Blueprint("tasks", __name__)
table = boto3.resource("dynamodb", region_name="us-east-1").Table("tasks")


@bp.route("/")
@login_required
def index():
    response = table.query(KeyConditionExpression=Key("user_id").eq(current_user.get_id()))
    tasks = [{"id": t["task_id"], "text": t["text"], "done": t["done"]} for t in response["Items"]]
    return render_template("index.html", tasks=tasks)


@bp.route("/add", methods=["POST"])
@login_required
def add():
    table.put_item(
        Item={
            "user_id": current_user.get_id(),
            "task_id": str(uuid.uuid4()),
            "text": request.form["text"],
            "done": False,
            "created_at": datetime.utcnow().isoformat(),
        }
    )
    flash("Added")
    return redirect(url_for("tasks.index"))


@bp.route("/done/<user_id>/<task_id>", methods=["POST"])
@login_required
def done(user_id, task_id):
    table.update_item(  # expect code/foreign-key-write
        Key={"user_id": user_id, "task_id": task_id},
        UpdateExpression="SET done = :d",
        ExpressionAttributeValues={":d": True},
    )
    return redirect(url_for("tasks.index"))
