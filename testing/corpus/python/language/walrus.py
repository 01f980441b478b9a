# What is read and asked stands in one condition.
import boto3
from chalice import Chalice, CognitoUserPoolAuthorizer, NotFoundError

app = Chalice(app_name="walls")
authorizer = CognitoUserPoolAuthorizer("pool", provider_arns=["arn:aws:cognito-idp:eu-west-1:1:userpool/a"])
table = boto3.resource("dynamodb").Table("walls")


@app.route("/walls/{wall_id}", authorizer=authorizer)
def show(wall_id):
    me = app.current_request.context["authorizer"]["claims"]["sub"]
    if (wall := table.get_item(Key={"id": wall_id}).get("Item")) and wall["owner"] == me:
        return {"colour": wall["colour"]}
    raise NotFoundError(wall_id)


@app.route("/walls/{wall_id}/height", authorizer=authorizer)
def height(wall_id):
    if wall := table.get_item(Key={"id": wall_id}).get("Item"):  # expect code/foreign-key-read
        return {"height": wall["height"]}
    raise NotFoundError(wall_id)
