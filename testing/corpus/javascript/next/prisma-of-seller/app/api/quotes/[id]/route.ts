// The quote has to belong to the user of the session.
import { PrismaClient } from '@prisma/client';
import { getServerSession } from 'next-auth';
import { authOptions } from '@/lib/auth';

const prisma = new PrismaClient();

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const session = await getServerSession(authOptions);
  if (!session?.user?.id) {
    return Response.json({ error: 'unauthorized' }, { status: 401 });
  }
  const { id } = await params;
  const quote = await prisma.quote.findFirst({ where: { id, sellerId: session.user.id } });
  if (!quote) return Response.json({ error: 'not found' }, { status: 404 });
  return Response.json({ id: quote.id, price: quote.price });
}
