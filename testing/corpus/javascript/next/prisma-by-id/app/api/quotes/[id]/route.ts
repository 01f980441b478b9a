// A session is asked for, and any quote of the database is shown.
import { PrismaClient } from '@prisma/client';
import { getServerSession } from 'next-auth';
import { authOptions } from '@/lib/auth';

const prisma = new PrismaClient();

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  if (!(await getServerSession(authOptions))) {
    return Response.json({ error: 'unauthorized' }, { status: 401 });
  }
  const { id } = await params;
  const quote = await prisma.quote.findUnique({ where: { id } }); // expect code/authentication-without-authorization
  if (!quote) return Response.json({ error: 'not found' }, { status: 404 });
  return Response.json({ id: quote.id, price: quote.price });
}
