import type { EventsOf, Message, Recorded } from '@laurel/event-sourcing';
import type { Told } from '@laurel/subgraph';
import type { delegationEvents } from '../delegation/delegation.events.js';
import type { groupEvents } from '../group/group.events.js';
import type { officeEvents } from '../office/office.events.js';
import type { organisationEvents } from '../organisation/organisation.events.js';
import type { personEvents } from '../person/person.events.js';

export type DirectoryEvent = EventsOf<
  typeof organisationEvents | typeof groupEvents | typeof personEvents | typeof officeEvents | typeof delegationEvents
>;

const texts: Readonly<Record<DirectoryEvent['type'], Message>> = {
  OrganisationRegistered: { vi: 'Đăng ký tổ chức', en: 'Organisation registered' },
  OrganisationRenamed: { vi: 'Đổi tên', en: 'Renamed' },
  AliasAdded: { vi: 'Thêm tên gọi khác', en: 'Alias added' },
  OrganisationMoved: { vi: 'Chuyển cấp trên trực tiếp', en: 'Moved to another parent' },
  LeadingUnitAppointed: { vi: 'Cử đơn vị cụm trưởng', en: 'Leading unit appointed' },
  OrganisationMerged: { vi: 'Sáp nhập', en: 'Merged' },
  OrganisationSplit: { vi: 'Chia tách', en: 'Split' },
  OrganisationDissolved: { vi: 'Giải thể', en: 'Dissolved' },
  OrganisationSucceeded: { vi: 'Kế thừa tổ chức tiền thân', en: 'Took the place of others' },
  GroupDefined: { vi: 'Lập nhóm', en: 'Group defined' },
  GroupRenamed: { vi: 'Đổi tên nhóm', en: 'Group renamed' },
  GroupAliasAdded: { vi: 'Thêm tên gọi khác', en: 'Alias added' },
  GroupRuleChanged: { vi: 'Đổi quy tắc nhóm', en: 'Rule changed' },
  GroupRetired: { vi: 'Thôi dùng nhóm', en: 'Group retired' },
  PersonRegistered: { vi: 'Thêm vào danh bạ', en: 'Entered the directory' },
  PersonRenamed: { vi: 'Đổi họ tên', en: 'Renamed' },
  BirthDateCorrected: { vi: 'Đính chính ngày sinh', en: 'Birth date corrected' },
  PersonTransferred: { vi: 'Chuyển đơn vị', en: 'Transferred' },
  PersonLeft: { vi: 'Thôi công tác', en: 'Left' },
  OfficeDefined: { vi: 'Lập chức vụ', en: 'Office defined' },
  OfficeRenamed: { vi: 'Đổi tên chức vụ', en: 'Office renamed' },
  OfficeAliasAdded: { vi: 'Thêm tên gọi khác', en: 'Alias added' },
  OfficeAssigned: { vi: 'Giao chức vụ', en: 'Office assigned' },
  OfficeVacated: { vi: 'Thôi giữ chức vụ', en: 'Office vacated' },
  OfficeAbolished: { vi: 'Bãi bỏ chức vụ', en: 'Office abolished' },
  DelegationGranted: { vi: 'Ủy quyền', en: 'Delegation granted' },
  DelegationRevoked: { vi: 'Thu hồi ủy quyền', en: 'Delegation revoked' },
};

/** What an event says to people: never a name, so that whoever reaches the thing may read it. */
export const tellDirectory = ({ type, data }: Recorded<DirectoryEvent>): Told => ({
  text: texts[type],
  reason: ('reason' in data ? data.reason : undefined) ?? ('basis' in data ? data.basis : undefined),
});
