// A guard compares the tenant of the path with the one of the token; one controller was given only the first guard.
import { Controller, Get, Param, ParseUUIDPipe, Put, Body, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from './jwt-auth.guard';
import { TenantGuard } from './tenant.guard';
import { SettingsRepository } from './settings.repository';

class BrandDto {
  colour!: string;
}

@Controller('tenants/:tenantId/settings')
@UseGuards(JwtAuthGuard, TenantGuard)
export class SettingsController {
  constructor(private readonly settings: SettingsRepository) {}

  @Get()
  read(@Param('tenantId', ParseUUIDPipe) tenantId: string) {
    return this.settings.find(tenantId);
  }
}

@Controller('tenants/:tenantId/brand')
@UseGuards(JwtAuthGuard)
export class BrandController {
  constructor(private readonly settings: SettingsRepository) {}

  @Put()
  async change(@Param('tenantId', ParseUUIDPipe) tenantId: string, @Body() brand: BrandDto) {
    await this.settings.setColour(tenantId, brand.colour);
  }
}
