import { assertNever, defineReasons, type Reason } from '@laurel/event-sourcing';

export const because = defineReasons({
  MOVEMENT_NOT_LAUNCHED: () => ({ vi: 'Phong trào chưa được phát động.', en: 'The movement has not been launched yet.' }),
  MOVEMENT_ALREADY_LAUNCHED: () => ({ vi: 'Phong trào đã được phát động.', en: 'The movement has been launched already.' }),
  MOVEMENT_CLOSED: () => ({ vi: 'Phong trào đã tổng kết.', en: 'The movement has had its final review.' }),
  ALREADY_JOINED: ({ unitId }: { unitId: string }) => ({ vi: `Đơn vị ${unitId} đã tham gia.`, en: `${unitId} has joined already.` }),
  UNIT_NOT_INVITED: ({ unitId }: { unitId: string }) => ({
    vi: `Không thể ghi nhận đơn vị ${unitId} tham gia phong trào này.`,
    en: `${unitId} cannot be entered for this movement.`,
  }),
});

export const movementStatuses = ['PLANNED', 'LAUNCHED', 'REVIEWED', 'CLOSED'] as const;
export type MovementStatus = (typeof movementStatuses)[number];

/** From which statuses a person may do what. REVIEWED: the interim review was held. */
export const actions = {
  LaunchMovement: ['PLANNED'],
  JoinMovement: ['LAUNCHED', 'REVIEWED'],
  HoldInterimReview: ['LAUNCHED', 'REVIEWED'],
  HoldFinalReview: ['LAUNCHED', 'REVIEWED'],
} as const satisfies Record<string, readonly MovementStatus[]>;

export type MovementAction = keyof typeof actions;

export const whyNot = (action: MovementAction, status: MovementStatus): Reason | undefined => {
  if ((actions[action] as readonly MovementStatus[]).includes(status)) return undefined;
  switch (status) {
    case 'PLANNED':
      return because('MOVEMENT_NOT_LAUNCHED');
    case 'LAUNCHED':
    case 'REVIEWED':
      return because('MOVEMENT_ALREADY_LAUNCHED');
    case 'CLOSED':
      return because('MOVEMENT_CLOSED');
    default:
      return assertNever(status);
  }
};
