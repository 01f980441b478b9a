import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const programs: readonly { name: string; files: Record<string, string>; expected: string }[] = [
  {
    name: 'a middleware that turns away',
    files: {
      'middleware.ts': `
import { NextResponse } from 'next/server';
import { jwtVerify } from 'jose';
export async function middleware(request) {
  const token = request.cookies.get('token')?.value;
  if (!token) return NextResponse.redirect(new URL('/login', request.url));
  try {
    await jwtVerify(token, key);
    return NextResponse.next();
  } catch {
    return NextResponse.json({ error: 'no' }, { status: 401 });
  }
}
export const config = { matcher: ['/api/:path*'] };
`,
      'app/api/notes/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
      'app/open/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
    },
    expected: `
GET /api/notes
  list [authenticated]
  answer item1 [authenticated]
GET /open
  list
  answer item1
`,
  },
  {
    name: 'a middleware that lets everybody through',
    files: {
      'middleware.ts': `
import { NextResponse } from 'next/server';
export function middleware(request) {
  const session = request.cookies.get('session');
  const response = NextResponse.next();
  response.headers.set('x', 'y');
  return response;
}
`,
      'app/api/notes/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
      'app/open/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
    },
    expected: `
GET /api/notes
  list
  answer item1
GET /open
  list
  answer item1
`,
  },
  {
    name: 'Clerk',
    files: {
      'middleware.ts': `
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';
const isClosed = createRouteMatcher(['/api(.*)', '/dashboard(.*)']);
export default clerkMiddleware(async (auth, request) => {
  if (isClosed(request)) await auth.protect();
});
`,
      'app/api/notes/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
      'app/open/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
    },
    expected: `
GET /api/notes
  list [authenticated]
  answer item1 [authenticated]
GET /open
  list
  answer item1
`,
  },
  {
    name: 'Clerk with public routes',
    files: {
      'middleware.ts': `
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';
const isPublic = createRouteMatcher(['/open(.*)']);
export default clerkMiddleware(async (auth, request) => {
  if (!isPublic(request)) {
    await auth.protect();
  }
});
`,
      'app/api/notes/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
      'app/open/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
    },
    expected: `
GET /api/notes
  list [authenticated]
  answer item1 [authenticated]
GET /open
  list
  answer item1
`,
  },
  {
    name: 'Clerk that asks nothing',
    files: {
      'middleware.ts': `
import { clerkMiddleware } from '@clerk/nextjs/server';
export default clerkMiddleware();
`,
      'app/api/notes/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
      'app/open/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
    },
    expected: `
GET /api/notes
  list
  answer item1
GET /open
  list
  answer item1
`,
  },
  {
    name: 'Auth.js',
    files: {
      'middleware.ts': `
export { default } from 'next-auth/middleware';
export const config = { matcher: '/api/:path*' };
`,
      'app/api/notes/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
      'app/open/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
    },
    expected: `
GET /api/notes
  list [authenticated]
  answer item1 [authenticated]
GET /open
  list
  answer item1
`,
  },
  {
    name: 'Auth.js with a function',
    files: {
      'middleware.ts': `
import { auth } from './auth';
export default auth((request) => {
  if (!request.auth && request.nextUrl.pathname !== '/login') {
    return Response.redirect(new URL('/login', request.nextUrl.origin));
  }
});
`,
      'app/api/notes/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
      'app/open/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
      'auth.ts': `
import NextAuth from 'next-auth';
export const { auth } = NextAuth({});
`,
    },
    expected: `
GET /api/notes
  list
  answer item1
GET /open
  list
  answer item1
`,
  },
  {
    name: 'each application has its own',
    files: {
      'apps/a/src/middleware.ts': `
export { default } from 'next-auth/middleware';
`,
      'apps/a/src/app/api/x/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
      'apps/b/app/api/y/route.ts': `
import { store } from 'test-store';
export async function GET(request) {
  return Response.json(await store.list());
}
`,
    },
    expected: `
GET /api/x
  list [authenticated]
  answer item1 [authenticated]
GET /api/y
  list
  answer item1
`,
  },
  {
    name: 'server functions',
    files: {
      'app/actions.ts': `
'use server';
import { auth } from '@clerk/nextjs/server';
import { store } from 'test-store';
export async function remove(id: string) {
  const { userId } = await auth();
  await store.remove({ id, userId });
}
export const rename = async (id: string, data: FormData) => {
  await store.write({ id, title: data.get('title') });
};
function helper() {}
`,
    },
    expected: `
POST /app/actions.remove
  remove id = body id, userId = me.userId
  answer null
POST /app/actions.rename
  write {id: body id, title: body title}
  answer null
`,
  },
];

test.each(programs)('$name', async ({ files, expected }) => {
  expect((await audited(files)).join('\n')).toBe(expected.trim());
});
