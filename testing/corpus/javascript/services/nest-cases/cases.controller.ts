// The service checks the clinic of a case when it is read, and forgets it when it is closed.
import { Body, Controller, Delete, Get, NotFoundException, Param, Post, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { CasesService } from './cases.service';
import { NewCaseDto } from './new-case.dto';

interface ClinicRequest {
  user: { sub: string; clinicId: string };
}

@Controller('cases')
@UseGuards(AuthGuard('jwt'))
export class CasesController {
  constructor(private readonly cases: CasesService) {}

  @Get()
  list(@Req() req: ClinicRequest) {
    return this.cases.listOf(req.user.clinicId);
  }

  @Get(':id')
  async one(@Param('id') id: string, @Req() req: ClinicRequest) {
    const found = await this.cases.read(id, req.user.clinicId);
    if (!found) throw new NotFoundException();
    return found;
  }

  @Post()
  create(@Body() dto: NewCaseDto, @Req() req: ClinicRequest) {
    return this.cases.create(req.user.clinicId, dto);
  }

  @Delete(':id')
  async close(@Param('id') id: string) {
    await this.cases.close(id);
  }
}
