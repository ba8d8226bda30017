import { Button, FileInput, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useAdmin } from "../data/admin.js";
import { toSentence } from "../data/api-error.js";
import {
  baseOf,
  type DisplayProps,
  type Field,
  type FieldEditor,
  type FieldOptions,
  type InputProps,
} from "./field.js";

export interface FileOptions extends FieldOptions {
  /** The end of its path in the API. */
  readonly route: string;
  readonly maxBytes: number;
  /** Such as `image/png` or `image/*`; any when left out. */
  readonly mediaTypes?: readonly string[];
}

/** What the API says of a file. */
interface FileInfo {
  readonly name: string;
  readonly size: number;
}
interface FileChange {
  readonly current: FileInfo | null;
  /** `undefined` keeps what is there, `null` removes it. */
  readonly next?: File | null;
}

/** A file: it travels apart from the record, once that is saved. */
export function fileField(options: FileOptions): Field {
  const { route, mediaTypes } = options;
  const editor: FieldEditor<FileChange> = {
    initial: { current: null },
    Input: (props) => <FileChooser {...props} accept={mediaTypes?.join(",")} />,
    fromRecord: (value) => ({ current: toFileInfo(value) }),
    toBody: () => undefined,
    validate: ({ next }) => (next ? validateFile(next, options) : undefined),
    store: async (api, path, { next }) => {
      if (next) await api.uploadFile(`${path}/${route}`, next);
      else if (next === null) await api.deleteFile(`${path}/${route}`);
    },
  };
  return {
    ...baseOf(options),
    sortable: false,
    listed: true,
    Display: (props) => <FileDownload {...props} route={route} />,
    editor,
  };
}

export function validateFile(
  file: Pick<File, "size" | "type">,
  { maxBytes, mediaTypes }: Pick<FileOptions, "maxBytes" | "mediaTypes">,
): string | undefined {
  if (file.size > maxBytes) return `At most ${toFileSize(maxBytes)}.`;
  const isAllowed =
    mediaTypes === undefined ||
    mediaTypes.some((type) =>
      type.endsWith("/*")
        ? file.type.startsWith(type.slice(0, -1))
        : file.type === type,
    );
  return isAllowed ? undefined : `Allowed are: ${mediaTypes.join(", ")}.`;
}

/** `1536` -> `1.5 KiB`. */
export function toFileSize(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB"];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 3);
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power]}`;
}

function FileChooser({
  value: { current, next },
  onChange,
  accept,
  ...input
}: InputProps<FileChange> & { readonly accept: string | undefined }) {
  const isRemoved = next === null;
  return (
    <Group align="end" gap="xs" wrap="nowrap">
      <FileInput
        {...input}
        flex={1}
        miw={0}
        accept={accept}
        clearable
        placeholder={current && !isRemoved ? current.name : "Choose a file"}
        value={next ?? null}
        onChange={(file) => onChange({ current, next: file ?? undefined })}
      />
      {current && !next && (
        <Button
          variant="default"
          aria-label={`${isRemoved ? "Keep" : "Remove"} ${input.label}`}
          onClick={() =>
            onChange({ current, next: isRemoved ? undefined : null })
          }
        >
          {isRemoved ? "Keep" : "Remove"}
        </Button>
      )}
    </Group>
  );
}

function FileDownload({
  value,
  path,
  route,
}: DisplayProps & { readonly route: string }) {
  const { api } = useAdmin();
  const info = toFileInfo(value);
  if (info === null) return null;
  const download = async () => {
    try {
      saveAs(await api.downloadFile(`${path}/${route}`), info.name);
    } catch (error) {
      notifications.show({ color: "red", message: toSentence(error) });
    }
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={`Download ${info.name}`}
        onClick={() => void download()}
      >
        {info.name}
      </Button>
      <Text span size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
        {toFileSize(info.size)}
      </Text>
    </Group>
  );
}

function saveAs(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function toFileInfo(value: unknown): FileInfo | null {
  return typeof value === "object" ? (value as FileInfo | null) : null;
}
