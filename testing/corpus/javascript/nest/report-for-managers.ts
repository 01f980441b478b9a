// The same report, but a guard of roles stands before it.
import { type CanActivate, Controller, type ExecutionContext, Get, Injectable, SetMetadata, UseGuards } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';

const Roles = (...roles: string[]) => SetMetadata('roles', roles);

@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const roles = this.reflector.get<string[]>('roles', context.getHandler());
    return roles.includes(context.switchToHttp().getRequest().user.role);
  }
}

@Controller('reports')
@UseGuards(AuthGuard('jwt'), RolesGuard)
export class ReportController {
  private readonly ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  @Get('sales')
  @Roles('manager')
  async sales() {
    const { Items = [] } = await this.ddb.send(new ScanCommand({ TableName: 'sales' }));
    return Items.map((sale) => ({ seller: sale.seller, amount: sale.amount }));
  }
}
