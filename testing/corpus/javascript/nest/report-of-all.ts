// The report is made of the whole table and goes to every signed-in caller.
import { Controller, Get, Injectable, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

@Injectable()
export class SalesService {
  private readonly client = new DynamoDBClient({});

  async rows() {
    const rows: { seller: string; amount: number }[] = [];
    for await (const page of paginateScan({ client: this.client }, { TableName: 'sales' })) { // expect code/table-scan
      for (const item of page.Items ?? []) {
        const sale = unmarshall(item);
        rows.push({ seller: sale.seller, amount: sale.amount });
      }
    }
    return rows;
  }
}

@Controller('reports')
@UseGuards(AuthGuard('jwt'))
export class ReportController {
  constructor(private readonly sales: SalesService) {}

  @Get('sales')
  report() {
    return this.sales.rows();
  }
}
