// The owner of the files is a parameter of the query, the caller is only greeted.
import { Controller, Get, Logger, Query, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { FileRepository } from './file.repository';

@Controller('files')
@UseGuards(AuthGuard('jwt'))
export class FileController {
  private readonly logger = new Logger(FileController.name);

  constructor(private readonly files: FileRepository) {}

  @Get()
  async list(@Query('owner') owner: string, @Query('folder') folder: string, @Req() request: { user: { id: string } }) {
    this.logger.log(`files listed by ${request.user.id}`);
    return this.files.inFolder(owner, folder ?? 'root');
  }
}
