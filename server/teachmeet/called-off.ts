import { AppError } from '../../shared/errors.ts'

/** What is refused at a TeachMeet that does not take place. */
export const calledOff = () => new AppError('conflict', 'This TeachMeet was called off.')
