import {
  Injectable,
  NotFoundException,
  type PipeTransform,
} from "@nestjs/common";
import { parseId, type IdKind } from "./ids.js";

/** Reads the id in a path; text that cannot be an id names no record. */
@Injectable()
export class ParseIdPipe implements PipeTransform<string, string | number> {
  constructor(private readonly kind: IdKind) {}

  transform(value: string): string | number {
    const id = parseId(this.kind, value);
    if (id === undefined) {
      throw new NotFoundException("There is no such record.");
    }
    return id;
  }
}
