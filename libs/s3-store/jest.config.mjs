import { project } from '../../jest.preset.mjs';

export default project('s3-store');
