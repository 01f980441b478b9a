// The owner of the files is the caller, the query names only the folder.
import { Controller, Get, Query, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { FileRepository } from './file.repository';

@Controller('files')
@UseGuards(AuthGuard('jwt'))
export class FileController {
  constructor(private readonly files: FileRepository) {}

  @Get()
  async list(@Query('folder') folder: string, @Req() request: { user: { id: string } }) {
    return this.files.inFolder(request.user.id, folder ?? 'root');
  }
}
