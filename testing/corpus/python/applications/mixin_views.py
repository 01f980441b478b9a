# A base class of views checks the owner before its methods go on.
import boto3
from flask import Flask, abort, jsonify, request
from flask.views import MethodView
from flask_login import current_user, login_required

app = Flask(__name__)
db = boto3.resource("dynamodb")


class OwnedView(MethodView):
    decorators = [login_required]
    table_name = None

    @property
    def table(self):
        return db.Table(self.table_name)

    def load(self, object_id):
        item = self.table.get_item(Key={"id": object_id}).get("Item")
        if item is None or item["owner_id"] != current_user.id:
            abort(404)
        return item


class RecipeView(OwnedView):
    table_name = "recipes"

    def get(self, recipe_id):
        recipe = self.load(recipe_id)
        return jsonify(title=recipe["title"], steps=recipe["steps"])

    def put(self, recipe_id):
        self.load(recipe_id)
        self.table.update_item(
            Key={"id": recipe_id},
            UpdateExpression="SET title = :t",
            ConditionExpression="owner_id = :o",
            ExpressionAttributeValues={":t": request.json["title"], ":o": current_user.id},
        )
        return "", 204


class MenuView(OwnedView):
    table_name = "menus"

    def get(self, menu_id):
        menu = self.table.get_item(Key={"id": menu_id}).get("Item")  # expect code/foreign-key-read
        return jsonify(title=menu["title"])


app.add_url_rule("/recipes/<recipe_id>", view_func=RecipeView.as_view("recipe"))
app.add_url_rule("/menus/<menu_id>", view_func=MenuView.as_view("menu"))
