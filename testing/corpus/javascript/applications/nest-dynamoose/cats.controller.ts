// Cats of the caller and others.
import { Body, Controller, Get, Param, Patch, Request, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { CatsService } from './cats.service';

@UseGuards(JwtAuthGuard)
@Controller('cats')
export class CatsController {
  constructor(private readonly cats: CatsService) {}

  @Get()
  async mine(@Request() req) {
    const found = await this.cats.findAll(req.user.userId);
    return found.map(({ id, name }) => ({ id, name }));
  }

  @Get('all')
  async all() {
    const found = await this.cats.removeAll();
    return found.map(({ id, name }) => ({ id, name }));
  }

  @Get(':id')
  async one(@Param('id') id: string) {
    const cat = await this.cats.findOne(id);
    return { id: cat.id, name: cat.name };
  }

  @Patch(':id')
  async patch(@Param('id') id: string, @Body() body: { name: string }) {
    await this.cats.update(id, body);
  }
}
