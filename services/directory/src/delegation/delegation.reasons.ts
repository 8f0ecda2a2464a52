import { defineReasons } from '@laurel/event-sourcing';

export const because = defineReasons({
  DELEGATE_IS_PRINCIPAL: () => ({ vi: 'Không thể ủy quyền cho chính mình.', en: 'Nobody can act for themselves.' }),
  DELEGATION_ENDS_BEFORE_IT_BEGINS: () => ({ vi: 'Ngày kết thúc phải sau ngày bắt đầu.', en: 'A delegation must end after it begins.' }),
  NO_PERMISSIONS_DELEGATED: () => ({ vi: 'Chưa nêu quyền được ủy.', en: 'No permission is named.' }),
  NO_ROLES_DELEGATED: () => ({
    vi: 'Chưa nêu vai trò của người ủy quyền; khi ủy quyền thay người khác phải nêu rõ.',
    en: 'No role of the principal is named; who grants for somebody else has to name them.',
  }),
  UNKNOWN_ROLE: ({ role }: { role: string }) => ({ vi: `Không có vai trò “${role}”.`, en: `There is no role "${role}".` }),
  UNKNOWN_PERMISSION: ({ permission }: { permission: string }) => ({
    vi: `Không có quyền “${permission}”.`,
    en: `There is no permission “${permission}”.`,
  }),
  DELEGATION_REVOKED: () => ({ vi: 'Việc ủy quyền đã bị thu hồi.', en: 'The delegation is revoked already.' }),
  DELEGATION_OVER: ({ to }: { to: string }) => ({
    vi: `Việc ủy quyền đã hết hiệu lực từ ${to}.`,
    en: `The delegation has ended on ${to}.`,
  }),
});
