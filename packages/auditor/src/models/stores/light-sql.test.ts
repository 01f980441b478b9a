import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

const sQLByPrisma = `
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
`;

describe('SQL by Prisma', () => {
  test.each([
    {
      name: 'one row, with and without whose it is',
      code: `
const any = await prisma.note.findUnique({ where: { id: Number(req.params.id) } });
const own = await prisma.note.findFirst({ where: { id: req.params.id, AND: [{ ownerId: req.user.id }] }, select: { title: true } });
res.json([any, own]);
`,
      accesses: [
        'get SQL Prisma.findUnique "note" | key id = path id (number)',
        'get SQL Prisma.findFirst "note" | key id = path id, ownerId = me id | projected yes',
      ],
      answers: ['[item1 Item, item2 Item]'],
    },
    {
      name: 'lists',
      code: `
const open = await prisma.note.findMany({ where: { status: req.query.status } });
await prisma.note.findMany({ where: { author: { id: req.user.id }, status: req.query.status } });
await prisma.note.findMany({ where: { OR: [{ userId: req.params.id }, { public: true }] } });
await prisma.note.findMany({ where: { userId: { in: req.body.ids } } });
res.json(open);
`,
      accesses: [
        'query SQL Prisma.findMany "note" | filter status = query status',
        'query SQL Prisma.findMany "note" | key author.id = me id | filter status = query status',
        'query SQL Prisma.findMany "note"',
        'query SQL Prisma.findMany "note" | key userId = body ids',
      ],
      answers: ['item1 Items'],
    },
    {
      name: 'writes',
      code: `
await prisma.note.update({ where: { id: req.params.id }, data: { title: req.body.title } });
await prisma.note.delete({ where: { userId_id: { userId: req.user.id, id: req.params.id } } });
await prisma.note.create({ data: { ...req.body, ownerId: req.user.id } });
`,
      accesses: [
        'update SQL Prisma.update "note" | key id = path id | item {title: body title}',
        'delete SQL Prisma.delete "note" | key userId_id.userId = me id, userId_id.id = path id',
        'put SQL Prisma.create "note" | item {ownerId: me id, ...body *}',
      ],
      answers: [],
    },
    {
      name: 'transactions',
      code: `
await prisma.$transaction([prisma.note.delete({ where: { id: req.params.id } })]);
await prisma.$transaction(async (tx) => tx.note.update({ where: { id: req.params.id }, data: { title: 'x' } }));
`,
      accesses: [
        'delete SQL Prisma.delete "note" | key id = path id',
        'update SQL Prisma.update "note" | key id = path id | item {title: "x"}',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(sQLByPrisma, code))).toEqual({ accesses, answers });
  });
});

const sQLByOthers = `
import { Note } from './models/note';
import { notes } from './repositories';
`;

describe('SQL by others', () => {
  test.each([
    {
      name: 'Sequelize and TypeORM',
      code: `
await Note.findByPk(req.params.id);
await Note.findOne({ where: { id: req.params.id, owner: req.user.sub } });
await Note.destroy({ where: { id: req.params.id } });
await notes.findOneBy({ id: req.params.id });
await notes.findOne({ where: { id: req.params.id } });
await notes.findAll();
`,
      accesses: [
        'get SQL Model.findByPk "Note" | key id = path id',
        'get SQL Model.findOne "Note" | key id = path id, owner = me sub',
        'delete SQL Model.destroy "Note" | key id = path id',
        'get SQL Model.findOneBy "notes" | key id = path id',
        'get SQL Model.findOne "notes" | key id = path id',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(sQLByOthers, code))).toEqual({ accesses, answers });
  });
});
