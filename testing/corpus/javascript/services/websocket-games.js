// Moves of a game are made by its players, who were looked up; whoever is connected watches any game.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const { CONNECTIONS, GAMES } = process.env;

const player = (event) => event.requestContext.authorizer.principalId;

exports.connect = async (event) => {
  await ddb.send(
    new PutCommand({
      TableName: CONNECTIONS,
      Item: { connectionId: event.requestContext.connectionId, userId: player(event), since: Date.now() },
    }),
  );
  return { statusCode: 200 };
};

exports.move = async (event) => {
  const { gameId, square } = JSON.parse(event.body);
  const me = player(event);
  await ddb.send(
    new UpdateCommand({
      TableName: GAMES,
      Key: { gameId },
      UpdateExpression: 'SET moves = list_append(moves, :move)',
      ConditionExpression: 'contains(players, :me)',
      ExpressionAttributeValues: { ':move': [{ square, by: me }], ':me': me },
    }),
  );
  return { statusCode: 200 };
};

exports.watch = async (event) => {
  const { gameId } = JSON.parse(event.body);
  const me = player(event);
  const { Item } = await ddb.send(new GetCommand({ TableName: GAMES, Key: { gameId } })); // expect code/foreign-key-read
  if (!Item) return { statusCode: 404 };
  console.log(`${me} watches`);
  return { statusCode: 200, body: JSON.stringify({ moves: Item.moves, players: Item.players }) };
};

exports.state = async (event) => {
  const { gameId } = JSON.parse(event.body);
  const { Item } = await ddb.send(new GetCommand({ TableName: GAMES, Key: { gameId } }));
  if (!Item || !Item.players.includes(player(event))) return { statusCode: 404 };
  return { statusCode: 200, body: JSON.stringify({ moves: Item.moves }) };
};
