// The exception is made, but nobody throws it.
import { Controller, Delete, ForbiddenException, HttpCode, Param, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

interface Signed {
  user: { id: string };
}

@Controller('workspaces')
@UseGuards(AuthGuard('jwt'))
export class WorkspaceController {
  private readonly ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  @Delete(':ownerId')
  @HttpCode(204)
  async remove(@Param('ownerId') ownerId: string, @Req() request: Signed) {
    if (ownerId !== request.user.id) {
      new ForbiddenException('not yours');
    }
    await this.ddb.send(new DeleteCommand({ TableName: 'workspaces', Key: { ownerId } })); // expect code/foreign-key-write
  }
}
