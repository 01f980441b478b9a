// Playlists of Dynamoose: the owner is asked for before a change, and not before a song is added.
import { Router } from 'express';
import passport from 'passport';
import { Playlist } from './model.ts';

export const playlists = Router();
playlists.use(passport.authenticate('session'));
playlists.use((req, res, next) => (req.isAuthenticated() ? next() : res.sendStatus(401)));

playlists.get('/:id', async (req, res) => {
  const playlist = await Playlist.get(req.params.id);
  const me = req.user as { id: string };
  if (!playlist || (playlist.owner !== me.id && !playlist.listeners.includes(me.id))) {
    return res.status(404).json({ message: 'no such playlist' });
  }
  res.json({ id: playlist.id, songs: playlist.songs });
});

playlists.post('/:id/songs', async (req, res) => {
  const playlist = await Playlist.update({ id: req.params.id }, { $ADD: { songs: [String(req.body.song)] } }); // expect code/foreign-key-write
  res.json({ id: playlist.id, songs: playlist.songs });
});

playlists.get('/', async (req, res) => {
  const me = req.user as { id: string };
  const mine = await Playlist.query('owner').eq(me.id).using('byOwner').exec();
  res.json(mine.map((playlist) => ({ id: playlist.id, name: playlist.name })));
});
