import * as dynamoose from 'dynamoose';
import type { Item } from 'dynamoose/dist/Item';

interface PlaylistItem extends Item {
  id: string;
  owner: string;
  name: string;
  songs: string[];
  listeners: string[];
}

const schema = new dynamoose.Schema({
  id: { type: String, hashKey: true },
  owner: { type: String, index: { name: 'byOwner' } },
  name: String,
  songs: { type: Array, schema: [String] },
  listeners: { type: Array, schema: [String] },
});

export const Playlist = dynamoose.model<PlaylistItem>('playlists', schema);
