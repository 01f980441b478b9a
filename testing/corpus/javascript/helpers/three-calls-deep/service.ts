// The service knows documents by their id.
import { Repository } from './repository';

export class DocumentService {
  private readonly repository = new Repository(process.env.TABLE ?? 'documents');

  async titleOf(documentId: string): Promise<string | undefined> {
    const document = await this.repository.load('DOC', documentId.trim());
    return document?.title as string | undefined;
  }
}
