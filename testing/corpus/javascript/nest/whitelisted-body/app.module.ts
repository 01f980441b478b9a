// One controller.
import { Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { JobController } from './job.controller';

@Module({ imports: [PassportModule], controllers: [JobController] })
export class AppModule {}
