import { IsString, MaxLength } from 'class-validator';

export class NewCaseDto {
  @IsString()
  @MaxLength(200)
  title!: string;
}
