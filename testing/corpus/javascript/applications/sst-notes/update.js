// A note is changed under the user that the body names.
import handler from "./libs/handler-lib";
import dynamoDb from "./libs/dynamodb-lib";

export const main = handler(async (event) => {
  const data = JSON.parse(event.body);
  console.log("update by", event.requestContext.identity.cognitoIdentityId);
  const params = {
    TableName: process.env.tableName,
    Key: { userId: data.userId, noteId: event.pathParameters.id },
    UpdateExpression: "SET content = :content, attachment = :attachment",
    ExpressionAttributeValues: { ":attachment": data.attachment || null, ":content": data.content || null },
    ReturnValues: "NONE",
  };
  await dynamoDb.update(params);
  return { status: true };
});
