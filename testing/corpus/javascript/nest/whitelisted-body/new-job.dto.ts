// What a new job may hold.
import { IsInt, IsString, Length, Min } from 'class-validator';

export class NewJobDto {
  @IsString()
  @Length(3, 120)
  title: string;

  @IsString()
  city: string;

  @IsInt()
  @Min(0)
  salary: number;
}
