// Written by `npm run generate` from schema/*.graphql; do not edit.
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** Ngày: a plain date, `2021-01-28`, as people write it on paper; no time, no zone. */
  Date: { input: string; output: string; }
  /** Thời điểm: an instant with its offset, ISO 8601, `2021-01-28T08:30:00+07:00`. */
  DateTime: { input: string; output: string; }
  /** Số thập phân: an exact decimal number as text, `12.50`. */
  Decimal: { input: string; output: string; }
  /** Vị trí: where something stands in a service's log, `plans:…`. Opaque; send it back in the header `x-after-position` to read what you wrote. */
  Position: { input: string; output: string; }
};

/** Whatever has an id of its own. `node(id)` finds it, when it is there and within your reach. */
export type Node = {
  readonly id: Scalars['ID']['output'];
};

export type Query = {
  /** Of this service's table, for the gateway alone: it joins those of all services into `viewer.permissions`. */
  readonly callerPermissions: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** At most one of the two filters. */
  readonly delegations: Maybe<DelegationConnection>;
  /** Một văn bản ủy quyền. */
  readonly delegation: Maybe<Delegation>;
  /** Danh sách nhóm đơn vị. */
  readonly groups: Maybe<GroupConnection>;
  /** One group, by its id or its code. */
  readonly group: Maybe<Group>;
  /** Thành viên của nhóm vào một ngày; null when the group is not there, not used then, or unresolved. */
  readonly groupMembers: Maybe<ReadonlyArray<Organisation>>;
  /** Danh sách chức vụ, of one organisation or of all. */
  readonly offices: Maybe<OfficeConnection>;
  /** Một chức vụ, by id or code. */
  readonly office: Maybe<Office>;
  /** Ai giữ chức vụ vào một ngày. */
  readonly officeHolder: Maybe<Person>;
  /** Danh sách tổ chức, theo thứ tự tên tiếng Việt. */
  readonly organisations: Maybe<OrganisationConnection>;
  /** Tìm theo tên, có dấu hoặc không dấu: every word, the last one may be unfinished. */
  readonly searchOrganisations: Maybe<OrganisationConnection>;
  /** One organisation, by its id or its code. */
  readonly organisation: Maybe<Organisation>;
  /** Danh sách người, theo thứ tự tên tiếng Việt (tên, đệm, họ). */
  readonly people: Maybe<PersonConnection>;
  /** Tìm theo họ tên, có dấu hoặc không dấu. Needs person.readName. */
  readonly searchPeople: Maybe<PersonConnection>;
  /** Một người. */
  readonly person: Maybe<Person>;
  /** Tôi là ai. */
  readonly viewer: Maybe<Viewer>;
  /** The last one first. */
  readonly directoryWork: Maybe<DirectoryWorkConnection>;
  /** Một việc của danh mục: an upload, a merger, a split, and how far it is. */
  readonly directoryWorkItem: Maybe<DirectoryWork>;
};


export type QueryDelegationsArgs = {
  principalId?: InputMaybe<Scalars['ID']['input']>;
  delegateId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryDelegationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryGroupsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGroupArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGroupMembersArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


export type QueryOfficesArgs = {
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryOfficeArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
};


export type QueryOfficeHolderArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


export type QueryOrganisationsArgs = {
  filter?: InputMaybe<OrganisationFilter>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QuerySearchOrganisationsArgs = {
  text: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryOrganisationArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPeopleArgs = {
  unitId?: InputMaybe<Scalars['ID']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QuerySearchPeopleArgs = {
  text: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPersonArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDirectoryWorkArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryDirectoryWorkItemArgs = {
  id: Scalars['ID']['input'];
};

/** Whether there is more before and after a page, and where to go on. */
export type PageInfo = {
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor: Maybe<Scalars['String']['output']>;
  readonly endCursor: Maybe<Scalars['String']['output']>;
};

/** How many there are, counted up to 10,000. */
export type Count = {
  readonly count: Scalars['Int']['output'];
  /** False when there are more than were counted. */
  readonly exact: Scalars['Boolean']['output'];
};

/** Căn cứ pháp lý: where the law or the plan says so. */
export type LegalReference = {
  readonly rule: Scalars['String']['output'];
  readonly article: Scalars['String']['output'];
  readonly regime: Scalars['String']['output'];
  readonly url: Maybe<Scalars['String']['output']>;
};

/** Each service adds its own; at the gateway they are one list. */
export type UserErrorCode =
  /** Tệp có lỗi, không dòng nào được nạp: see `rowErrors`. */
  | 'UPLOAD_HAS_ERRORS'
  | 'UPLOAD_TOO_LARGE'
  | 'TOO_MANY_ROWS'
  | 'NOTHING_TO_LOAD'
  | 'NOT_CSV'
  | 'COLUMN_MISSING'
  | 'COLUMN_UNKNOWN'
  | 'COLUMN_DOUBLED'
  | 'ROW_TORN'
  | 'VALUE_MISSING'
  | 'VALUE_TOO_LONG'
  | 'CODE_DOUBLED'
  | 'UNKNOWN_CODE'
  | 'UNKNOWN_PERSON'
  | 'BAD_DATE'
  | 'UNKNOWN_KIND'
  | 'BEFORE_ENTRY'
  | 'ALREADY_LEFT'
  | 'BORN_AFTER_ENTRY'
  /** Mã đã được dùng. */
  | 'CODE_TAKEN'
  /** Mã không hợp lệ. */
  | 'BAD_CODE'
  /** Danh bạ không có. */
  | 'UNKNOWN_REFERENCE'
  /** Không tồn tại vào ngày đó. */
  | 'NOT_THERE_THEN'
  | 'ORGANISATION_ENDED'
  | 'BEFORE_FOUNDING'
  | 'ENDS_BEFORE_IT_BEGINS'
  | 'PARENT_CYCLE'
  | 'NOT_A_CLUSTER'
  | 'SUCCESSOR_IS_ITSELF'
  | 'ALIAS_ENDS_BEFORE_IT_BEGINS'
  | 'TOO_FEW_PREDECESSORS'
  | 'ONE_SUCCESSOR_NEEDED'
  | 'TOO_FEW_SUCCESSORS'
  | 'NAMED_TWICE'
  | 'ALREADY_ENDS_OTHERWISE'
  | 'PREDECESSOR_TOO_YOUNG'
  | 'OFFICE_ABOLISHED'
  | 'BEFORE_OFFICE_BEGAN'
  | 'OFFICE_HELD'
  | 'OFFICE_VACANT'
  | 'TERM_ENDS_BEFORE_IT_BEGINS'
  | 'GROUP_RETIRED'
  | 'BEFORE_GROUP_BEGAN'
  | 'BAD_RULE'
  | 'DELEGATE_IS_PRINCIPAL'
  | 'DELEGATION_ENDS_BEFORE_IT_BEGINS'
  | 'NO_PERMISSIONS_DELEGATED'
  | 'NO_ROLES_DELEGATED'
  | 'UNKNOWN_ROLE'
  | 'UNKNOWN_PERMISSION'
  | 'DELEGATION_REVOKED'
  | 'DELEGATION_OVER'
  /** Không tìm thấy: not there, or not for you. */
  | 'NOT_FOUND'
  /** Nội dung đã thay đổi: somebody changed it since you looked. */
  | 'VERSION_CONFLICT'
  /** Khóa đã dùng: this idempotency key was used for something else. */
  | 'IDEMPOTENCY_KEY_REUSED';

/** Lý do từ chối: an expected refusal, or a warning beside success. */
export type UserError = {
  readonly code: UserErrorCode;
  /** In the language of `Accept-Language`: vi (default) or en. */
  readonly message: Scalars['String']['output'];
  /** The field of the input that it is about. */
  readonly path: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly legalReference: Maybe<LegalReference>;
};

/** Việc có thể làm: what somebody may do here, and why not. Answers for you, now. */
export type AvailableAction = {
  /** Name of the mutation. */
  readonly action: Scalars['String']['output'];
  readonly allowed: Scalars['Boolean']['output'];
  /** Every reason why not; empty when allowed. */
  readonly reasons: ReadonlyArray<UserError>;
  readonly deadline: Maybe<Scalars['Date']['output']>;
};

/** Lịch sử: one thing that happened, newest first. */
export type TimelineEntry = {
  readonly id: Scalars['ID']['output'];
  /** Name of the event. */
  readonly event: Scalars['String']['output'];
  /** In the language of `Accept-Language`. */
  readonly text: Scalars['String']['output'];
  /** When it counts for the office. */
  readonly at: Scalars['DateTime']['output'];
  /** When it was written down. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Người thực hiện. Null for what nobody ordered, or when it is not yours to know. */
  readonly actor: Maybe<Person>;
  /** Thay mặt (KT., TUQ.). */
  readonly actingFor: Maybe<Person>;
  /** What did it when no person did: a timer, a process. */
  readonly process: Maybe<Scalars['String']['output']>;
  /** Lý do. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** The thing's version after it. */
  readonly version: Scalars['Int']['output'];
};

export type TimelineEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: TimelineEntry;
};

export type TimelineConnection = {
  readonly edges: ReadonlyArray<TimelineEdge>;
  readonly pageInfo: PageInfo;
};

/** Ủy quyền: acting for another (KT., TUQ.), from when to when, within what. */
export type Delegation = Node & {
  readonly id: Scalars['ID']['output'];
  readonly form: DelegationForm;
  /** Người ủy quyền: for whom is acted. */
  readonly principal: Maybe<Person>;
  /** Người được ủy quyền: who acts. */
  readonly delegate: Maybe<Person>;
  /** Ids of the two, for the header `x-acting-for`. */
  readonly principalId: Scalars['ID']['output'];
  readonly delegateId: Scalars['ID']['output'];
  /** What the principal was when it was granted. */
  readonly roles: ReadonlyArray<DelegatedRole>;
  readonly permissions: ReadonlyArray<Scalars['String']['output']>;
  /** Only for what belongs to these; all that the principal reaches when empty. */
  readonly units: ReadonlyArray<Organisation>;
  readonly from: Scalars['Date']['output'];
  readonly to: Maybe<Scalars['Date']['output']>;
  /** Căn cứ. */
  readonly basis: Maybe<Scalars['String']['output']>;
  /** Đã thu hồi. */
  readonly revoked: Scalars['Boolean']['output'];
  readonly reason: Maybe<Scalars['String']['output']>;
  readonly version: Scalars['Int']['output'];
  readonly availableActions: ReadonlyArray<AvailableAction>;
  readonly timeline: Maybe<TimelineConnection>;
};


/** Ủy quyền: acting for another (KT., TUQ.), from when to when, within what. */
export type DelegationTimelineArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Vai trò được ủy quyền, in which units. */
export type DelegatedRole = {
  readonly role: Scalars['String']['output'];
  readonly units: ReadonlyArray<Organisation>;
};

/** Hình thức: ký thay (KT.), thừa ủy quyền (TUQ.). */
export type DelegationForm =
  /** Ký thay. */
  | 'KT'
  /** Thừa ủy quyền. */
  | 'TUQ';

export type DelegationEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Delegation;
};

export type DelegationConnection = {
  readonly edges: ReadonlyArray<DelegationEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

export type Mutation = {
  /** Ủy quyền. Refused: DELEGATE_IS_PRINCIPAL, DELEGATION_ENDS_BEFORE_IT_BEGINS, NO_PERMISSIONS_DELEGATED, NO_ROLES_DELEGATED, UNKNOWN_ROLE, UNKNOWN_PERMISSION, UNKNOWN_REFERENCE. */
  readonly grantDelegation: Maybe<DelegationPayload>;
  /** Thu hồi ủy quyền. Refused: DELEGATION_REVOKED, DELEGATION_OVER. */
  readonly revokeDelegation: Maybe<DelegationPayload>;
  /** Lập nhóm. Refused: CODE_TAKEN, BAD_CODE, BAD_RULE, UNKNOWN_REFERENCE. */
  readonly defineGroup: Maybe<GroupPayload>;
  /** Đổi tên. Refused: GROUP_RETIRED, BEFORE_GROUP_BEGAN. */
  readonly renameGroup: Maybe<GroupPayload>;
  /** Thêm tên gọi khác. Refused: GROUP_RETIRED, BEFORE_GROUP_BEGAN. */
  readonly addGroupAlias: Maybe<GroupPayload>;
  /** Đổi quy tắc, hoặc xác định nhóm là ai. Refused: GROUP_RETIRED, BEFORE_GROUP_BEGAN, BAD_RULE, UNKNOWN_REFERENCE. */
  readonly changeGroupRule: Maybe<GroupPayload>;
  /** Thôi dùng nhóm. Refused: GROUP_RETIRED. */
  readonly retireGroup: Maybe<GroupPayload>;
  /** Lập chức vụ. Refused: CODE_TAKEN, BAD_CODE, UNKNOWN_REFERENCE, NOT_THERE_THEN. */
  readonly defineOffice: Maybe<OfficePayload>;
  /** Đổi tên chức vụ từ một ngày. */
  readonly renameOffice: Maybe<OfficePayload>;
  /** Thêm tên gọi khác của chức vụ. */
  readonly addOfficeAlias: Maybe<OfficePayload>;
  /** Giao chức vụ. Refused: OFFICE_HELD, OFFICE_ABOLISHED, TERM_ENDS_BEFORE_IT_BEGINS. */
  readonly assignOffice: Maybe<OfficePayload>;
  /** Thôi giữ chức vụ. Refused: OFFICE_VACANT. */
  readonly vacateOffice: Maybe<OfficePayload>;
  /** Bãi bỏ chức vụ. Refused: OFFICE_ABOLISHED. */
  readonly abolishOffice: Maybe<OfficePayload>;
  /** Đăng ký tổ chức. Refused: CODE_TAKEN, BAD_CODE, UNKNOWN_REFERENCE, NOT_THERE_THEN, PARENT_CYCLE. */
  readonly registerOrganisation: Maybe<OrganisationPayload>;
  /** Đổi tên từ một ngày. Refused: ORGANISATION_ENDED, BEFORE_FOUNDING. */
  readonly renameOrganisation: Maybe<OrganisationPayload>;
  /** Thêm tên gọi khác. */
  readonly addOrganisationAlias: Maybe<OrganisationPayload>;
  /** Chuyển sang cấp trên khác từ một ngày. Refused: PARENT_CYCLE, UNKNOWN_REFERENCE, NOT_THERE_THEN. */
  readonly moveOrganisation: Maybe<OrganisationPayload>;
  /** Cử đơn vị cụm trưởng. Refused: NOT_A_CLUSTER. */
  readonly appointLeadingUnit: Maybe<OrganisationPayload>;
  /** Giải thể từ một ngày. Refused: ORGANISATION_ENDED, ENDS_BEFORE_IT_BEGINS, SUCCESSOR_IS_ITSELF. */
  readonly dissolveOrganisation: Maybe<OrganisationPayload>;
  /** Sáp nhập vào một tổ chức, mới hoặc đang có. A process tells it to all; `work` says how far it is. */
  readonly mergeOrganisations: Maybe<ReorganisationPayload>;
  /** Chia tách thành nhiều tổ chức. */
  readonly splitOrganisation: Maybe<ReorganisationPayload>;
  /** Thêm người. Refused: UNKNOWN_REFERENCE, NOT_THERE_THEN, BORN_AFTER_ENTRY. */
  readonly registerPerson: Maybe<PersonPayload>;
  /** Đổi họ tên từ một ngày. */
  readonly renamePerson: Maybe<PersonPayload>;
  /** Đính chính ngày sinh. */
  readonly correctBirthDate: Maybe<PersonPayload>;
  /** Chuyển đơn vị. Refused: ALREADY_LEFT, BEFORE_ENTRY, UNKNOWN_REFERENCE, NOT_THERE_THEN. */
  readonly transferPerson: Maybe<PersonPayload>;
  /** Thôi công tác. Refused: ALREADY_LEFT, BEFORE_ENTRY. */
  readonly recordLeaving: Maybe<PersonPayload>;
  /** Nạp danh bạ từ tệp CSV: all or nothing. What is wrong stands in `rowErrors`; what is right is loaded by a process, `work` says how far it is. */
  readonly loadDirectory: Maybe<LoadDirectoryPayload>;
};


export type MutationGrantDelegationArgs = {
  input: GrantDelegationInput;
};


export type MutationRevokeDelegationArgs = {
  input: RevokeDelegationInput;
};


export type MutationDefineGroupArgs = {
  input: DefineGroupInput;
};


export type MutationRenameGroupArgs = {
  input: RenameGroupInput;
};


export type MutationAddGroupAliasArgs = {
  input: AddGroupAliasInput;
};


export type MutationChangeGroupRuleArgs = {
  input: ChangeGroupRuleInput;
};


export type MutationRetireGroupArgs = {
  input: RetireGroupInput;
};


export type MutationDefineOfficeArgs = {
  input: DefineOfficeInput;
};


export type MutationRenameOfficeArgs = {
  input: RenameOfficeInput;
};


export type MutationAddOfficeAliasArgs = {
  input: AddOfficeAliasInput;
};


export type MutationAssignOfficeArgs = {
  input: AssignOfficeInput;
};


export type MutationVacateOfficeArgs = {
  input: VacateOfficeInput;
};


export type MutationAbolishOfficeArgs = {
  input: AbolishOfficeInput;
};


export type MutationRegisterOrganisationArgs = {
  input: RegisterOrganisationInput;
};


export type MutationRenameOrganisationArgs = {
  input: RenameOrganisationInput;
};


export type MutationAddOrganisationAliasArgs = {
  input: AddOrganisationAliasInput;
};


export type MutationMoveOrganisationArgs = {
  input: MoveOrganisationInput;
};


export type MutationAppointLeadingUnitArgs = {
  input: AppointLeadingUnitInput;
};


export type MutationDissolveOrganisationArgs = {
  input: DissolveOrganisationInput;
};


export type MutationMergeOrganisationsArgs = {
  input: MergeOrganisationsInput;
};


export type MutationSplitOrganisationArgs = {
  input: SplitOrganisationInput;
};


export type MutationRegisterPersonArgs = {
  input: RegisterPersonInput;
};


export type MutationRenamePersonArgs = {
  input: RenamePersonInput;
};


export type MutationCorrectBirthDateArgs = {
  input: CorrectBirthDateInput;
};


export type MutationTransferPersonArgs = {
  input: TransferPersonInput;
};


export type MutationRecordLeavingArgs = {
  input: RecordLeavingInput;
};


export type MutationLoadDirectoryArgs = {
  input: LoadDirectoryInput;
};

export type GrantDelegationInput = {
  readonly form: DelegationForm;
  readonly principalId: Scalars['ID']['input'];
  readonly delegateId: Scalars['ID']['input'];
  /** What the principal is. Left out when you delegate for yourself: then what you are; named when you grant for somebody else. */
  readonly roles?: InputMaybe<ReadonlyArray<DelegatedRoleInput>>;
  readonly permissions: ReadonlyArray<Scalars['String']['input']>;
  readonly unitIds?: ReadonlyArray<Scalars['ID']['input']>;
  readonly from: Scalars['Date']['input'];
  readonly to?: InputMaybe<Scalars['Date']['input']>;
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type DelegatedRoleInput = {
  readonly role: Scalars['String']['input'];
  /** None for a role of the whole authority. */
  readonly unitIds?: ReadonlyArray<Scalars['ID']['input']>;
};

export type RevokeDelegationInput = {
  readonly delegationId: Scalars['ID']['input'];
  readonly on: Scalars['Date']['input'];
  readonly reason: Scalars['String']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type DelegationPayload = {
  readonly delegation: Maybe<Delegation>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

/** Nhóm đơn vị mà văn bản nói tới (Các đơn vị thuộc quận): a rule, worked out as of a day. */
export type Group = Node & {
  readonly id: Scalars['ID']['output'];
  readonly code: Scalars['String']['output'];
  readonly name: Scalars['String']['output'];
  readonly aliases: ReadonlyArray<Scalars['String']['output']>;
  /** Quy tắc vào ngày đó; null on a day on which the group is not used. */
  readonly rule: Maybe<GroupRule>;
  /** Chưa xác định là ai. */
  readonly unresolved: Scalars['Boolean']['output'];
  /** Thành viên vào ngày đó; null while nobody has said who it is. */
  readonly members: Maybe<ReadonlyArray<Organisation>>;
  readonly from: Maybe<Scalars['Date']['output']>;
  readonly to: Maybe<Scalars['Date']['output']>;
  readonly version: Scalars['Int']['output'];
  readonly availableActions: ReadonlyArray<AvailableAction>;
  readonly timeline: Maybe<TimelineConnection>;
};


/** Nhóm đơn vị mà văn bản nói tới (Các đơn vị thuộc quận): a rule, worked out as of a day. */
export type GroupNameArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Nhóm đơn vị mà văn bản nói tới (Các đơn vị thuộc quận): a rule, worked out as of a day. */
export type GroupAliasesArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Nhóm đơn vị mà văn bản nói tới (Các đơn vị thuộc quận): a rule, worked out as of a day. */
export type GroupRuleArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Nhóm đơn vị mà văn bản nói tới (Các đơn vị thuộc quận): a rule, worked out as of a day. */
export type GroupUnresolvedArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Nhóm đơn vị mà văn bản nói tới (Các đơn vị thuộc quận): a rule, worked out as of a day. */
export type GroupMembersArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Nhóm đơn vị mà văn bản nói tới (Các đơn vị thuộc quận): a rule, worked out as of a day. */
export type GroupTimelineArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Quy tắc của nhóm. */
export type GroupRule = {
  readonly kind: GroupRuleKind;
  /** Of CHILDREN and DESCENDANTS: below whom. */
  readonly of: Maybe<Organisation>;
  readonly kinds: Maybe<ReadonlyArray<OrganisationKind>>;
  /** Of LIST. */
  readonly organisations: Maybe<ReadonlyArray<Organisation>>;
  /** Of UNION; of EXCEPT: what, then without what; of LEADING_UNITS: of which clusters. */
  readonly rules: Maybe<ReadonlyArray<GroupRule>>;
};

/** Loại quy tắc: how the members of a group are found as of a day. */
export type GroupRuleKind =
  /** Trực thuộc. */
  | 'CHILDREN'
  /** Trực thuộc, mọi cấp. */
  | 'DESCENDANTS'
  /** Liệt kê; successors stand in for what has ended. */
  | 'LIST'
  /** Đơn vị cụm trưởng của các cụm. */
  | 'LEADING_UNITS'
  /** Gộp. */
  | 'UNION'
  /** Trừ. */
  | 'EXCEPT'
  /** Chưa xác định. */
  | 'UNRESOLVED';

export type GroupRuleInput = {
  readonly kind: GroupRuleKind;
  readonly ofId?: InputMaybe<Scalars['ID']['input']>;
  readonly kinds?: InputMaybe<ReadonlyArray<OrganisationKind>>;
  readonly organisationIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly rules?: InputMaybe<ReadonlyArray<GroupRuleInput>>;
};

export type GroupEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Group;
};

export type GroupConnection = {
  readonly edges: ReadonlyArray<GroupEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

export type DefineGroupInput = {
  readonly code: Scalars['String']['input'];
  readonly name: Scalars['String']['input'];
  readonly aliases?: ReadonlyArray<Scalars['String']['input']>;
  readonly rule: GroupRuleInput;
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type RenameGroupInput = {
  readonly groupId: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly from: Scalars['Date']['input'];
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type AddGroupAliasInput = {
  readonly groupId: Scalars['ID']['input'];
  readonly alias: Scalars['String']['input'];
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ChangeGroupRuleInput = {
  readonly groupId: Scalars['ID']['input'];
  readonly rule: GroupRuleInput;
  readonly from: Scalars['Date']['input'];
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type RetireGroupInput = {
  readonly groupId: Scalars['ID']['input'];
  readonly on: Scalars['Date']['input'];
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type GroupPayload = {
  readonly group: Maybe<Group>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

/** Chức vụ mà văn bản nêu: Chủ tịch UBND, Chủ tịch Hội đồng TĐKT quận. */
export type Office = Node & {
  readonly id: Scalars['ID']['output'];
  readonly code: Scalars['String']['output'];
  readonly name: Scalars['String']['output'];
  readonly aliases: ReadonlyArray<Scalars['String']['output']>;
  readonly organisation: Maybe<Organisation>;
  /** Người giữ chức vụ vào ngày đó. */
  readonly holder: Maybe<Person>;
  readonly holders: ReadonlyArray<OfficeTerm>;
  readonly from: Maybe<Scalars['Date']['output']>;
  readonly to: Maybe<Scalars['Date']['output']>;
  readonly version: Scalars['Int']['output'];
  readonly availableActions: ReadonlyArray<AvailableAction>;
  readonly timeline: Maybe<TimelineConnection>;
};


/** Chức vụ mà văn bản nêu: Chủ tịch UBND, Chủ tịch Hội đồng TĐKT quận. */
export type OfficeNameArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Chức vụ mà văn bản nêu: Chủ tịch UBND, Chủ tịch Hội đồng TĐKT quận. */
export type OfficeAliasesArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Chức vụ mà văn bản nêu: Chủ tịch UBND, Chủ tịch Hội đồng TĐKT quận. */
export type OfficeHolderArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Chức vụ mà văn bản nêu: Chủ tịch UBND, Chủ tịch Hội đồng TĐKT quận. */
export type OfficeTimelineArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Nhiệm kỳ: who holds an office, from when to when. */
export type OfficeTerm = {
  readonly person: Maybe<Person>;
  readonly from: Scalars['Date']['output'];
  readonly to: Maybe<Scalars['Date']['output']>;
};

export type OfficeEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Office;
};

export type OfficeConnection = {
  readonly edges: ReadonlyArray<OfficeEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

export type DefineOfficeInput = {
  readonly code: Scalars['String']['input'];
  readonly name: Scalars['String']['input'];
  readonly aliases?: ReadonlyArray<Scalars['String']['input']>;
  readonly organisationId?: InputMaybe<Scalars['ID']['input']>;
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type RenameOfficeInput = {
  readonly officeId: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly from: Scalars['Date']['input'];
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type AddOfficeAliasInput = {
  readonly officeId: Scalars['ID']['input'];
  readonly alias: Scalars['String']['input'];
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type AssignOfficeInput = {
  readonly officeId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
  readonly from: Scalars['Date']['input'];
  /** The first day on which the person no longer holds it. */
  readonly to?: InputMaybe<Scalars['Date']['input']>;
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type VacateOfficeInput = {
  readonly officeId: Scalars['ID']['input'];
  readonly on: Scalars['Date']['input'];
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type AbolishOfficeInput = {
  readonly officeId: Scalars['ID']['input'];
  readonly on: Scalars['Date']['input'];
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type OfficePayload = {
  readonly office: Maybe<Office>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

/** Tổ chức: an organisation, with all that was and will be. Fields that change over time answer as of `asOf`, today when absent. */
export type Organisation = Node & {
  readonly id: Scalars['ID']['output'];
  /** Mã: unique within the authority, never given to another. */
  readonly code: Scalars['String']['output'];
  readonly kind: OrganisationKind;
  /** Tên gọi vào ngày đó; the first or last one on a day on which it does not exist. */
  readonly name: Scalars['String']['output'];
  /** Các tên gọi theo thời gian. */
  readonly names: ReadonlyArray<DatedName>;
  /** Tên gọi khác mà văn bản dùng. */
  readonly aliases: ReadonlyArray<Scalars['String']['output']>;
  /** Cấp trên trực tiếp vào ngày đó. */
  readonly parent: Maybe<Organisation>;
  readonly parents: ReadonlyArray<OrganisationParent>;
  /** Các tổ chức trực thuộc vào ngày đó. */
  readonly children: Maybe<OrganisationConnection>;
  /** Đơn vị cụm trưởng vào ngày đó (chỉ có ở cụm, khối thi đua). */
  readonly leadingUnit: Maybe<Organisation>;
  readonly leadingUnits: ReadonlyArray<ClusterLeader>;
  /** Ngày thành lập; null when nobody knows. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** Ngày chấm dứt hoạt động: the first day on which it does not exist. */
  readonly to: Maybe<Scalars['Date']['output']>;
  readonly state: OrganisationState;
  /** Tổ chức tiền thân. */
  readonly predecessors: ReadonlyArray<OrganisationRelation>;
  /** Tổ chức kế thừa. */
  readonly successors: ReadonlyArray<OrganisationRelation>;
  /** Ai đứng ở vị trí của tổ chức này vào ngày đó: itself, or its successors and theirs. */
  readonly standIns: ReadonlyArray<Organisation>;
  readonly version: Scalars['Int']['output'];
  readonly availableActions: ReadonlyArray<AvailableAction>;
  readonly timeline: Maybe<TimelineConnection>;
};


/** Tổ chức: an organisation, with all that was and will be. Fields that change over time answer as of `asOf`, today when absent. */
export type OrganisationNameArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Tổ chức: an organisation, with all that was and will be. Fields that change over time answer as of `asOf`, today when absent. */
export type OrganisationAliasesArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Tổ chức: an organisation, with all that was and will be. Fields that change over time answer as of `asOf`, today when absent. */
export type OrganisationParentArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Tổ chức: an organisation, with all that was and will be. Fields that change over time answer as of `asOf`, today when absent. */
export type OrganisationChildrenArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  kind?: InputMaybe<OrganisationKind>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Tổ chức: an organisation, with all that was and will be. Fields that change over time answer as of `asOf`, today when absent. */
export type OrganisationLeadingUnitArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Tổ chức: an organisation, with all that was and will be. Fields that change over time answer as of `asOf`, today when absent. */
export type OrganisationStateArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Tổ chức: an organisation, with all that was and will be. Fields that change over time answer as of `asOf`, today when absent. */
export type OrganisationStandInsArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Tổ chức: an organisation, with all that was and will be. Fields that change over time answer as of `asOf`, today when absent. */
export type OrganisationTimelineArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Loại tổ chức. */
export type OrganisationKind =
  /** Tỉnh */
  | 'PROVINCE'
  /** Thành phố */
  | 'CITY'
  /** Quận, huyện */
  | 'DISTRICT'
  /** Phường */
  | 'WARD'
  /** Xã */
  | 'COMMUNE'
  /** Đặc khu */
  | 'SPECIAL_ZONE'
  /** Ủy ban nhân dân */
  | 'PEOPLES_COMMITTEE'
  /** Phòng, ban chuyên môn */
  | 'DEPARTMENT'
  /** Đơn vị sự nghiệp */
  | 'PUBLIC_SERVICE_UNIT'
  /** Trường học */
  | 'SCHOOL'
  /** Doanh nghiệp */
  | 'ENTERPRISE'
  /** Đoàn thể */
  | 'MASS_ORGANISATION'
  /** Hội đồng */
  | 'COUNCIL'
  /** Cụm, khối thi đua */
  | 'CLUSTER'
  /** Khác */
  | 'OTHER';

/** Tình trạng tổ chức vào một ngày. */
export type OrganisationState =
  /** Chưa thành lập. */
  | 'NOT_YET'
  /** Đang hoạt động. */
  | 'LIVING'
  /** Đã chấm dứt hoạt động. */
  | 'ENDED';

/** Tên gọi có thời hạn: a name, from when to when. */
export type DatedName = {
  readonly name: Scalars['String']['output'];
  readonly from: Maybe<Scalars['Date']['output']>;
  /** The first day on which it is no longer used. */
  readonly to: Maybe<Scalars['Date']['output']>;
};

/** Cấp trên trực tiếp, from when to when. */
export type OrganisationParent = {
  readonly organisation: Maybe<Organisation>;
  readonly from: Maybe<Scalars['Date']['output']>;
  readonly to: Maybe<Scalars['Date']['output']>;
};

/** Đơn vị cụm trưởng: who leads a cluster, from when to when. */
export type ClusterLeader = {
  readonly unit: Maybe<Organisation>;
  readonly from: Maybe<Scalars['Date']['output']>;
  readonly to: Maybe<Scalars['Date']['output']>;
};

/** Quan hệ kế thừa: with whom a merger, split or dissolution joins it, from which day. */
export type OrganisationRelation = {
  readonly organisation: Maybe<Organisation>;
  readonly share: OrganisationShare;
  readonly on: Scalars['Date']['output'];
};

/** Phần kế thừa: toàn bộ hay một phần. */
export type OrganisationShare =
  /** Toàn bộ */
  | 'WHOLE'
  /** Một phần */
  | 'PART';

export type OrganisationEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Organisation;
};

export type OrganisationConnection = {
  readonly edges: ReadonlyArray<OrganisationEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

/** Lọc tổ chức. */
export type OrganisationFilter = {
  readonly kind?: InputMaybe<OrganisationKind>;
  /** Trực thuộc tổ chức này vào ngày `asOf`. */
  readonly parentId?: InputMaybe<Scalars['ID']['input']>;
  /** Only those that exist on `asOf` when absent; ALL shows those of other days too. */
  readonly state?: InputMaybe<OrganisationStateFilter>;
};

/** Tình trạng cần lọc. */
export type OrganisationStateFilter =
  | 'LIVING'
  | 'ENDED'
  | 'ALL';

export type RegisterOrganisationInput = {
  readonly code: Scalars['String']['input'];
  readonly kind: OrganisationKind;
  readonly name: Scalars['String']['input'];
  readonly aliases?: ReadonlyArray<Scalars['String']['input']>;
  readonly parentId?: InputMaybe<Scalars['ID']['input']>;
  /** Ngày thành lập; leave out what nobody knows. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type RenameOrganisationInput = {
  readonly organisationId: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly from: Scalars['Date']['input'];
  /** Số, ký hiệu văn bản làm căn cứ. */
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type AddOrganisationAliasInput = {
  readonly organisationId: Scalars['ID']['input'];
  readonly alias: Scalars['String']['input'];
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  readonly to?: InputMaybe<Scalars['Date']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type MoveOrganisationInput = {
  readonly organisationId: Scalars['ID']['input'];
  /** Null: không trực thuộc tổ chức nào. */
  readonly parentId?: InputMaybe<Scalars['ID']['input']>;
  readonly from: Scalars['Date']['input'];
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type AppointLeadingUnitInput = {
  readonly clusterId: Scalars['ID']['input'];
  readonly unitId: Scalars['ID']['input'];
  readonly from: Scalars['Date']['input'];
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type DissolveOrganisationInput = {
  readonly organisationId: Scalars['ID']['input'];
  readonly on: Scalars['Date']['input'];
  /** Tổ chức tiếp nhận việc còn dở dang. */
  readonly successorIds?: ReadonlyArray<Scalars['ID']['input']>;
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

/** Exactly one of the two. */
export type SuccessorInput = {
  readonly organisationId?: InputMaybe<Scalars['ID']['input']>;
  readonly new?: InputMaybe<NewOrganisationInput>;
};

export type NewOrganisationInput = {
  readonly code: Scalars['String']['input'];
  readonly kind: OrganisationKind;
  readonly name: Scalars['String']['input'];
  readonly aliases?: ReadonlyArray<Scalars['String']['input']>;
  readonly parentId?: InputMaybe<Scalars['ID']['input']>;
};

export type PredecessorInput = {
  readonly organisationId: Scalars['ID']['input'];
  readonly share?: OrganisationShare;
};

export type MergeOrganisationsInput = {
  readonly predecessors: ReadonlyArray<PredecessorInput>;
  readonly successor: SuccessorInput;
  /** Ngày có hiệu lực: the predecessors do not exist any more on the day itself. */
  readonly on: Scalars['Date']['input'];
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type SplitOrganisationInput = {
  readonly organisationId: Scalars['ID']['input'];
  readonly successors: ReadonlyArray<SuccessorInput>;
  readonly on: Scalars['Date']['input'];
  /** True: tổ chức cũ tiếp tục hoạt động bên cạnh phần tách ra. */
  readonly goesOn?: Scalars['Boolean']['input'];
  readonly basis?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type OrganisationPayload = {
  readonly organisation: Maybe<Organisation>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

export type ReorganisationPayload = {
  /** Null when refused. */
  readonly work: Maybe<DirectoryWork>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

/** Người: somebody who works for the authority. */
export type Person = Node & {
  readonly id: Scalars['ID']['output'];
  /** Họ tên; initials for who may not read names. */
  readonly name: Scalars['String']['output'];
  /** Ngày sinh; null when unknown, or not yours to read. */
  readonly birthDate: Maybe<Scalars['Date']['output']>;
  /** Đơn vị vào ngày đó. */
  readonly unit: Maybe<Organisation>;
  readonly units: ReadonlyArray<PersonUnit>;
  /** Chức vụ vào ngày đó. */
  readonly offices: ReadonlyArray<Office>;
  readonly from: Scalars['Date']['output'];
  /** Ngày thôi công tác. */
  readonly leftOn: Maybe<Scalars['Date']['output']>;
  readonly version: Scalars['Int']['output'];
  readonly availableActions: ReadonlyArray<AvailableAction>;
  readonly timeline: Maybe<TimelineConnection>;
};


/** Người: somebody who works for the authority. */
export type PersonUnitArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Người: somebody who works for the authority. */
export type PersonOfficesArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Người: somebody who works for the authority. */
export type PersonTimelineArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Đơn vị công tác của một người, from when to when. */
export type PersonUnit = {
  readonly organisation: Maybe<Organisation>;
  readonly from: Maybe<Scalars['Date']['output']>;
  readonly to: Maybe<Scalars['Date']['output']>;
};

export type PersonEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Person;
};

export type PersonConnection = {
  readonly edges: ReadonlyArray<PersonEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

/** Người đang đăng nhập. */
export type Viewer = {
  /** Of the person, also when it is acting for another. */
  readonly id: Scalars['ID']['output'];
  readonly person: Maybe<Person>;
  /** Các đơn vị của tôi vào hôm nay. */
  readonly units: ReadonlyArray<Organisation>;
  readonly roles: ReadonlyArray<RoleHeld>;
  /** Ủy quyền cho tôi, còn hiệu lực hôm nay. */
  readonly delegations: ReadonlyArray<Delegation>;
};

/** Vai trò đang giữ. */
export type RoleHeld = {
  readonly role: Scalars['String']['output'];
  /** Các đơn vị mà vai trò có hiệu lực; none for a role of the whole authority. */
  readonly units: ReadonlyArray<Organisation>;
};

export type RegisterPersonInput = {
  readonly name: Scalars['String']['input'];
  readonly birthDate?: InputMaybe<Scalars['Date']['input']>;
  readonly unitId: Scalars['ID']['input'];
  readonly from: Scalars['Date']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type RenamePersonInput = {
  readonly personId: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly from: Scalars['Date']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type CorrectBirthDateInput = {
  readonly personId: Scalars['ID']['input'];
  readonly birthDate?: InputMaybe<Scalars['Date']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type TransferPersonInput = {
  readonly personId: Scalars['ID']['input'];
  readonly unitId: Scalars['ID']['input'];
  readonly from: Scalars['Date']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type RecordLeavingInput = {
  readonly personId: Scalars['ID']['input'];
  readonly on: Scalars['Date']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type PersonPayload = {
  readonly person: Maybe<Person>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

/** Việc đang thực hiện: something ordered for many at once, with its progress. */
export type DirectoryWork = Node & {
  readonly id: Scalars['ID']['output'];
  readonly kind: DirectoryWorkKind;
  /** Tổng số việc. */
  readonly total: Scalars['Int']['output'];
  /** Đã xong. */
  readonly done: Scalars['Int']['output'];
  /** Bị từ chối: what the world no longer allowed when its turn came. */
  readonly refused: ReadonlyArray<RefusedWork>;
  readonly finished: Scalars['Boolean']['output'];
  readonly orderedAt: Scalars['DateTime']['output'];
};

/** Loại việc của danh mục: what a process of the directory does. */
export type DirectoryWorkKind =
  /** Nạp dữ liệu */
  | 'UPLOAD'
  /** Sáp nhập */
  | 'MERGER'
  /** Chia tách */
  | 'SPLIT';

/** Việc bị từ chối, with every reason. */
export type RefusedWork = {
  /** Id of what it was ordered for. */
  readonly target: Scalars['ID']['output'];
  /** Codes of the reasons. */
  readonly reasons: ReadonlyArray<Scalars['String']['output']>;
};

export type DirectoryWorkEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: DirectoryWork;
};

export type DirectoryWorkConnection = {
  readonly edges: ReadonlyArray<DirectoryWorkEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

/** Contents of the files, 5 MB together. Columns: see the service's README. */
export type LoadDirectoryInput = {
  readonly organisations?: InputMaybe<Scalars['String']['input']>;
  readonly groups?: InputMaybe<Scalars['String']['input']>;
  readonly people?: InputMaybe<Scalars['String']['input']>;
  readonly offices?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type LoadDirectoryPayload = {
  readonly work: Maybe<DirectoryWork>;
  /** At most 1,000; `rowErrorCount` counts all. */
  readonly rowErrors: Maybe<ReadonlyArray<RowError>>;
  readonly rowErrorCount: Maybe<Scalars['Int']['output']>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

/** Lỗi ở một dòng. */
export type RowError = {
  /** The file. */
  readonly table: DirectoryTable;
  /** Dòng; the heading is line 1. */
  readonly line: Scalars['Int']['output'];
  /** Cột. */
  readonly column: Maybe<Scalars['String']['output']>;
  /** Giá trị đọc được. */
  readonly value: Maybe<Scalars['String']['output']>;
  readonly reason: UserError;
};

/** Bảng của danh mục: the tables that an upload may hold. */
export type DirectoryTable =
  | 'organisations'
  | 'groups'
  | 'people'
  | 'offices';
