// The controller reads the caller's own record and passes on what the service found.
import { Controller, Get, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import { PatientService } from './patient.service';

@Controller('patients')
@UseGuards(AuthGuard('jwt'))
export class PatientController {
  constructor(private readonly patients: PatientService) {}

  @Get('me')
  async me(@Req() request: Request & { user: { patientId: string } }) {
    const patient = await this.patients.find(request.user.patientId);
    return patient; // expect code/whole-item-returned
  }
}
