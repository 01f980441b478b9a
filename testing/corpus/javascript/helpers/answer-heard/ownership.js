// Says whether a caller owns an album.
const { GetCommand } = require('@aws-sdk/lib-dynamodb');
const { documents } = require('./store');

async function ownsAlbum(userId, albumId) {
  const { Item } = await documents.send(new GetCommand({ TableName: 'owners', Key: { userId, albumId } }));
  return Item !== undefined;
}

module.exports = { ownsAlbum };
