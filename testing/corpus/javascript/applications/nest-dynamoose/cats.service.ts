// What the controller asks of the model.
import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectModel, type Model } from 'nestjs-dynamoose';
import type { Cat, CatKey } from './cat.interface';

@Injectable()
export class CatsService {
  constructor(@InjectModel('Cat') private readonly catModel: Model<Cat, CatKey>) {}

  findAll(ownerId: string) {
    return this.catModel.query('ownerId').eq(ownerId).exec();
  }

  async findOne(id: string) {
    const cat = await this.catModel.get({ id }); // expect code/foreign-key-read
    if (!cat) throw new NotFoundException();
    return cat;
  }

  update(id: string, input: Partial<Cat>) {
    return this.catModel.update({ id }, { name: input.name }); // expect code/foreign-key-write
  }

  removeAll() {
    return this.catModel.scan().exec(); // expect code/table-scan
  }
}
