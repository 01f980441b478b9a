import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const start = `
import {
  applyDecorators,
  Body,
  Controller,
  createParamDecorator,
  Delete,
  ForbiddenException,
  Get,
  Headers,
  Injectable,
  Module,
  Param,
  Post,
  Query,
  Req,
  Res,
  SetMetadata,
  UseGuards,
  UsePipes,
  ValidationPipe,
  Session,
} from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { APP_GUARD, NestFactory, Reflector } from '@nestjs/core';
import { store } from 'test-store';
`;

const cases: readonly { name: string; code: string; expected: string }[] = [
  {
    name: 'parameters',
    code: `
@Controller('notes')
export class Notes {
  @Post(':id')
  async create(
    @Param('id') id: string,
    @Param() all,
    @Query('q') q: string,
    @Query() query,
    @Body() body,
    @Body('title') title: string,
    @Headers('X-A') a: string,
    @Req() req,
    @Session() session,
  ) {
    await store.write({
      id,
      all: all.id,
      q,
      query: query.r,
      body: body.x,
      title,
      a,
      user: req.user.sub,
      session: session.userId,
    });
    return { ok: true };
  }
}
`,
    expected: `
POST /notes/{id}
  write {id: path id, all: path id, q: query q, query: query r, body: body x, title: body title, a: header x-a, user: me.sub, session: me.userId}
  answer {ok: true}
`,
  },
  {
    name: 'paths',
    code: `
@Controller(['a', 'b'])
export class Both {
  @Get() all() {
    return store.list();
  }
  @Get(['x', 'y/:id']) some() {
    return store.list();
  }
}
@Controller({ path: 'c', version: '1' })
export class Versioned {
  @Delete(':id') remove(@Param('id') id: string) {
    return store.remove({ id });
  }
}
`,
    expected: `
GET /a
  list
  answer item1
GET /b
  list
  answer item1
GET /a/x
  list
  answer item1
GET /a/y/{id}
  list
  answer item1
GET /b/x
  list
  answer item1
GET /b/y/{id}
  list
  answer item1
DELETE /c/{id}
  remove id = path id
  answer item1
`,
  },
  {
    name: 'guards of libraries and of the audited code',
    code: `
class JwtGuard extends AuthGuard('jwt') {}
@Injectable()
class OwnerGuard {
  canActivate(context) {
    const request = context.switchToHttp().getRequest();
    return request.params.id === request.user.id;
  }
}
@Injectable()
class ThrowingGuard {
  canActivate(context) {
    const { params, user } = context.switchToHttp().getRequest();
    if (params.id !== user.id) throw new ForbiddenException();
    return true;
  }
}
@Controller('a')
@UseGuards(AuthGuard('jwt'))
export class A {
  @Get() list() {
    return store.list();
  }
  @Get(':id') @UseGuards(OwnerGuard) one(@Param('id') id) {
    return store.read({ id });
  }
}
@Controller('b')
@UseGuards(JwtGuard, new ThrowingGuard())
export class B {
  @Get(':id') one(@Param('id') id) {
    return store.read({ id });
  }
}
`,
    expected: `
GET /a
  list [authenticated]
  answer item1 [authenticated]
GET /a/{id}
  read id = path id [authenticated, belongs path id]
  answer item1 [authenticated, belongs path id]
GET /b/{id}
  read id = path id [authenticated, belongs path id]
  answer item1 [authenticated, belongs path id]
`,
  },
  {
    name: 'roles',
    code: `
const Roles = (...roles) => SetMetadata('roles', roles);
@Injectable()
class RolesGuard {
  constructor(private readonly reflector: Reflector) {}
  canActivate(context) {
    const roles = this.reflector.getAllAndOverride('roles', [context.getHandler(), context.getClass()]);
    if (!roles) return true;
    const { user } = context.switchToHttp().getRequest();
    return roles.some((role) => user.roles?.includes(role));
  }
}
@Controller('a')
@UseGuards(AuthGuard('jwt'), RolesGuard)
export class A {
  @Get('all') @Roles('admin') all() {
    return store.list();
  }
  @Get('some') some() {
    return store.list();
  }
}
`,
    expected: `
GET /a/all
  list [authenticated, privileged]
  answer item1 [authenticated, privileged]
GET /a/some
  list [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'the caller by a decorator',
    code: `
import { GetUser } from './gone';
const CurrentUser = createParamDecorator((data, context) => {
  const { user } = context.switchToHttp().getRequest();
  return data ? user[data] : user;
});
const Authenticated = () => applyDecorators(UseGuards(AuthGuard('jwt')), SetMetadata('signedIn', true));
@Controller('a')
export class A {
  @Get() @Authenticated() one(
    @CurrentUser() user,
    @CurrentUser('sub') sub: string,
    @GetUser() other,
    @GetUser('email') email,
  ) {
    return store.read({ user: user.id, sub, other: other.id, email });
  }
}
`,
    expected: `
GET /a
  read user = me.*.id + me.id, sub = me.sub + me, other = me?.id, email = me?.email [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'guards of the application',
    code: `
const Public = () => SetMetadata('isPublic', true);
@Injectable()
class SignedIn {
  constructor(private readonly reflector: Reflector) {}
  async canActivate(context) {
    if (this.reflector.getAllAndOverride('isPublic', [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest();
    request.user = await jwt.verify(request.headers.authorization, 'k');
    return true;
  }
}
import jwt from 'jsonwebtoken';
@Module({ providers: [{ provide: APP_GUARD, useClass: SignedIn }] })
export class AppModule {}
@Controller('a')
export class A {
  @Get() closed(@Req() req) {
    return store.read({ me: req.user.sub });
  }
  @Public() @Get('open') open() {
    return store.list();
  }
}
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.setGlobalPrefix('api');
  await app.listen(3000);
}
bootstrap();
`,
    expected: `
GET /api/a
  read me = me.sub [authenticated]
  answer item1 [authenticated]
GET /api/a/open
  list
  answer item1
`,
  },
  {
    name: 'bodies by their class',
    code: `
class Base {
  owner: string;
}
class NewNote extends Base {
  title: string;
  text = '';
}
@Controller('a')
export class A {
  @Post('one') one(@Body() body: NewNote) {
    return store.write(body);
  }
  @Post('two') @UsePipes(new ValidationPipe({ whitelist: true })) two(@Body() body: NewNote) {
    return store.write(body);
  }
  @Post('three') three(@Body(new ValidationPipe({ whitelist: true })) body: NewNote) {
    return store.write(body);
  }
}
`,
    expected: `
POST /a/one
  write body *
  answer item1
POST /a/two
  write {owner: body owner, title: body title, text: body text} <picked>
  answer item1
POST /a/three
  write {owner: body owner, title: body title, text: body text} <picked>
  answer item1
`,
  },
  {
    name: 'pipes of the application',
    code: `
class NewNote {
  title: string;
}
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.useGlobalPipes(new ValidationPipe({ whitelist: true }));
}
bootstrap();
@Controller('a')
export class A {
  @Post() one(@Body() body: NewNote) {
    return store.write(body);
  }
}
`,
    expected: `
POST /a
  write {title: body title} <picked>
  answer item1
`,
  },
  {
    name: 'pipes and classes with schemas',
    code: `
import { z } from 'zod';
import { createZodDto } from 'nestjs-zod';
const Note = z.object({ title: z.string() });
class ZodPipe {
  constructor(private readonly schema) {}
  transform(value) {
    return this.schema.parse(value);
  }
}
class NoteDto extends createZodDto(Note) {}
@Controller('a')
export class A {
  @Post('one') one(@Body(new ZodPipe(Note)) body) {
    return store.write(body);
  }
  @Post('two') two(@Body() body: NoteDto) {
    return store.write(body);
  }
}
`,
    expected: `
POST /a/one
  write {title: body title} <picked>
  answer item1
POST /a/two
  write {title: body title} <picked>
  answer item1
`,
  },
  {
    name: 'a response by hand',
    code: `
@Controller('a')
export class A {
  @Get() async one(@Res() res) {
    res.status(200).json(await store.list());
  }
}
`,
    expected: `
GET /a
  list
  answer item1
  answer null
`,
  },
  {
    name: 'GraphQL',
    code: `
import { Args, Context, Mutation, Query as Asked, Resolver, GqlExecutionContext } from '@nestjs/graphql';
const CurrentUser = createParamDecorator(
  (data, context) => GqlExecutionContext.create(context).getContext().req.user,
);
@Resolver()
export class Notes {
  @Asked(() => Note) note(@Args('id') id: string, @CurrentUser() user) {
    return store.read({ id, me: user.sub });
  }
  @Mutation() remove(@Args() args) {
    return store.remove({ id: args.id });
  }
}
`,
    expected: `
QUERY /note
  read id = body id, me = me.sub
  answer item1
MUTATION /remove
  remove id = body id
  answer item1
`,
  },
  {
    name: 'a guard that verifies the token itself',
    code: `
import { JwtService } from '@nestjs/jwt';
@Injectable()
class SignedIn {
  constructor(private readonly tokens: JwtService) {}
  async canActivate(context) {
    const request = context.switchToHttp().getRequest();
    const [type, token] = request.headers.authorization?.split(' ') ?? [];
    if (type !== 'Bearer') throw new ForbiddenException();
    try {
      request['user'] = await this.tokens.verifyAsync(token);
    } catch {
      throw new ForbiddenException();
    }
    return true;
  }
}
@Injectable()
class Decoding {
  constructor(private readonly tokens: JwtService) {}
  canActivate(context) {
    const request = context.switchToHttp().getRequest();
    request.user = this.tokens.decode(request.headers.authorization);
    return true;
  }
}
@Controller('a')
export class A {
  @Get('one') @UseGuards(SignedIn) one(@Req() req) {
    return store.read({ me: req.user.sub });
  }
  @Get('two') @UseGuards(Decoding) two(@Req() req) {
    return store.read({ me: req.user.sub });
  }
}
`,
    expected: `
GET /a/one
  read me = me.sub [authenticated, listed header authorization]
  answer item1 [authenticated, listed header authorization]
GET /a/two
  read me = token sub
  answer item1
`,
  },
];

test.each(cases)('$name', async ({ code, expected }) => {
  expect(await audited(`${start}${code}`)).toEqual(expected.trim().split('\n'));
});

const programs: readonly { name: string; files: Record<string, string>; expected: string }[] = [
  {
    name: 'injected services are followed',
    files: {
      'notes.service.ts': `
import { Injectable } from '@nestjs/common';
import { NotesRepository } from './notes.repository';
@Injectable()
export class NotesService {
  constructor(private readonly notes: NotesRepository) {}
  find(id: string) {
    return this.notes.byId(id);
  }
}
`,
      'notes.repository.ts': `
import { Injectable } from '@nestjs/common';
import { store } from 'test-store';
@Injectable()
export class NotesRepository {
  private readonly table = 'notes';
  byId(id: string) {
    return store.read({ id, table: this.table });
  }
}
`,
      'notes.controller.ts': `
import { Controller, Get, Param } from '@nestjs/common';
import { NotesService } from './notes.service';
@Controller('notes')
export class NotesController {
  constructor(private readonly service: NotesService) {}
  @Get(':id') async show(@Param('id') id: string) {
    const { title } = await this.service.find(id);
    return { title };
  }
}
`,
    },
    expected: `
GET /notes/{id}
  read id = path id, table = "notes"
  answer {title: item1.title}
`,
  },
];

test.each(programs)('$name', async ({ files, expected }) => {
  expect((await audited(files)).join('\n')).toBe(expected.trim());
});
