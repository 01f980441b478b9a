// A vaccination belongs to a pet of the caller, a photo is found by anybody who is signed in.
const express = require('express');
const mongoose = require('mongoose');
const { expressjwt } = require('express-jwt');

const Pet = mongoose.model('Pet', new mongoose.Schema({ owner: String, name: String, vaccinations: [Date] }));
const Photo = mongoose.model('Photo', new mongoose.Schema({ pet: String, url: String }));

const router = express.Router();
router.use(expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'], requestProperty: 'auth' }));

router.get('/pets/:id', async (req, res) => {
  const pet = await Pet.findOne({ _id: req.params.id, owner: req.auth.sub }).lean();
  if (!pet) return res.sendStatus(404);
  res.json({ id: pet._id, name: pet.name });
});

router.post('/pets/:id/vaccinations', async (req, res) => {
  const pet = await Pet.findById(req.params.id);
  if (!pet || pet.owner !== req.auth.sub) return res.sendStatus(404);
  pet.vaccinations.push(new Date());
  await pet.save();
  res.json({ count: pet.vaccinations.length });
});

router.get('/photos/:id', async (req, res) => {
  const photo = await Photo.findById(req.params.id); // expect code/authentication-without-authorization
  if (!photo) return res.sendStatus(404);
  res.json({ url: photo.url });
});

module.exports = router;
